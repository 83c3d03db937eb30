package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.LibraryFixture.ANY;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaShape;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.PurgeResult;
import dev.mediakeep.media.StagedBlob;
import dev.mediakeep.media.SweepReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MediaLibrarySweepTest {
  private static final Duration TERM = Duration.ofDays(30);
  private static final Duration GRACE = Duration.ofDays(1);
  private static final SweepReport NOTHING = new SweepReport(0, 0, 0, 0);
  private static final int ROUNDS = 400;

  private final LibraryFixture fixture = new LibraryFixture();

  @Test
  void an_item_goes_when_its_term_in_the_trash_is_over() {
    Media media = trashed("PNG 1x1");
    fixture.clock.advance(TERM);
    assertThat(sweep()).isEqualTo(NOTHING);
    fixture.clock.advance(Duration.ofMillis(1));
    assertThat(sweep()).isEqualTo(new SweepReport(1, 0, 0, 0));
    assertThat(fixture.find(media.id())).isEmpty();
    fixture.assertNothingKept();
  }

  @Test
  void what_is_not_in_the_trash_stays_for_ever() {
    fixture.added("PNG 1x1");
    fixture.clock.advance(Duration.ofDays(100_000));
    assertThat(sweep()).isEqualTo(NOTHING);
    assertThat(fixture.files()).hasSize(1);
  }

  @Test
  void a_restored_item_starts_its_term_anew() {
    Media media = trashed("PNG 1x1");
    fixture.clock.advance(TERM.plusDays(1));
    fixture.library.restore(media.id(), Optional.empty());
    fixture.library.trash(media.id(), Optional.empty());
    assertThat(sweep()).isEqualTo(NOTHING);
    assertThat(fixture.find(media.id())).isPresent();
  }

  @Test
  void more_than_a_slice_is_purged_in_one_sweep() {
    for (int i = 1; i <= 250; i++) {
      trashed("PNG " + i + "x1");
    }
    fixture.clock.advance(TERM.plusDays(1));
    assertThat(sweep().purged()).isEqualTo(250);
    fixture.assertNothingKept();
  }

  @Test
  void a_stop_leaves_the_rest_to_the_next_sweep() {
    for (int i = 1; i <= 250; i++) {
      trashed("PNG " + i + "x1");
    }
    fixture.clock.advance(TERM.plusDays(1));
    assertThat(sweepUntil(7)).isEqualTo(new SweepReport(7, 0, 0, 0));
    assertThat(sweepUntil(0)).isEqualTo(NOTHING);
    assertThat(sweep().purged()).isEqualTo(243);
  }

  @Test
  void a_stop_ends_the_search_for_strays_too() {
    for (int i = 1; i <= 20; i++) {
      stray("PNG " + i + "x1");
    }
    fixture.clock.advance(GRACE.plusDays(1));
    assertThat(sweepUntil(5).strays()).isBetween(1L, 5L);
    assertThat(fixture.files()).hasSizeGreaterThanOrEqualTo(15);
    sweep();
    fixture.assertNothingKept();
  }

  @Test
  void a_stray_goes_after_its_grace_only() {
    stray("PNG 1x1");
    fixture.clock.advance(GRACE);
    assertThat(sweep()).isEqualTo(NOTHING);
    fixture.clock.advance(Duration.ofMillis(1));
    assertThat(sweep()).isEqualTo(new SweepReport(0, 1, 100, 0));
    assertThat(fixture.files()).isEmpty();
  }

  @Test
  void a_stray_that_is_uploaded_again_stays() {
    stray("PNG 1x1");
    fixture.clock.advance(GRACE.plusDays(1));
    Media media = fixture.added("PNG 1x1");
    assertThat(sweep()).isEqualTo(NOTHING);
    assertThat(fixture.files()).containsExactly(media.blob().key());
  }

  @Test
  void a_file_under_another_format_is_a_stray() {
    Media media = fixture.added("PNG 1x1");
    try (StagedBlob staged =
        fixture.blobs.stage(SampleBytes.source(LineProbe.file("PNG 1x1", 100)))) {
      staged.publish(MediaFormat.GIF);
    }
    fixture.clock.advance(GRACE.plusDays(1));
    assertThat(sweep().strays()).isEqualTo(1);
    assertThat(fixture.files()).containsExactly(media.blob().key());
  }

  @Test
  void a_sweep_asks_again_before_it_purges() {
    Media media = trashed("PNG 1x1");
    fixture.clock.advance(TERM.plusDays(1));
    AtomicBoolean retrashed = new AtomicBoolean();
    MediaCatalog catalog =
        new ListeningCatalog(
            fixture.catalog,
            () -> {
              if (retrashed.compareAndSet(false, true)) {
                fixture.library.restore(media.id(), Optional.empty());
                fixture.library.trash(media.id(), Optional.empty());
              }
            });
    MediaLibrary sweeper =
        new MediaLibrary(
            catalog,
            fixture.blobs,
            new LineProbe(),
            MediaLimits.ofDefaults(),
            fixture.clock,
            new IdGenerator(fixture.clock, new SplittableRandom(2)));
    assertThat(sweeper.sweep(TERM, GRACE).purged()).isZero();
    assertThat(fixture.find(media.id())).isPresent();
  }

  @Test
  void purging_against_uploading_never_loses_a_file() throws Exception {
    byte[] bytes = LineProbe.file("PNG 1x1", 100);
    for (int round = 0; round < ROUNDS; round++) {
      Media old = fixture.added(ANY, bytes);
      fixture.library.trash(old.id(), Optional.empty());
      List<Media> kept = new ArrayList<>();
      Together.run(
          List.of(
              () -> fixture.library.purge(old.id(), Optional.empty()),
              () -> kept.add(fixture.added(ANY, bytes))));
      assertThat(fixture.files()).containsExactly(kept.getFirst().blob().key());
      fixture.library.open(kept.getFirst().blob()).close();
      fixture.library.trash(kept.getFirst().id(), Optional.empty());
      assertThat(fixture.library.purge(kept.getFirst().id(), Optional.empty()))
          .isInstanceOf(PurgeResult.Purged.class);
      assertThat(fixture.files()).isEmpty();
    }
  }

  @Test
  void sweeping_against_uploading_never_loses_a_file() throws Exception {
    byte[] bytes = LineProbe.file("PNG 1x1", 100);
    for (int round = 0; round < ROUNDS; round++) {
      stray("PNG 1x1");
      fixture.clock.advance(GRACE.plusDays(1));
      List<Media> kept = new ArrayList<>();
      Together.run(
          List.of(
              () -> fixture.library.sweep(TERM, Duration.ofDays(-1)),
              () -> kept.add(fixture.added(ANY, bytes))));
      fixture.library.open(kept.getFirst().blob()).close();
      fixture.library.trash(kept.getFirst().id(), Optional.empty());
      fixture.library.purge(kept.getFirst().id(), Optional.empty());
    }
  }

  @Test
  void sharers_that_go_at_once_take_the_file_along() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      Media first = trashed("PNG 1x1");
      Media second = trashed("PNG 1x1");
      Together.run(
          List.of(
              () -> fixture.library.purge(first.id(), Optional.empty()),
              () -> fixture.library.purge(second.id(), Optional.empty())));
      assertThat(fixture.files()).isEmpty();
    }
  }

  @Test
  void a_catalog_keeps_one_record_a_blob() {
    Media media = fixture.added("PNG 1x1");
    BlobKey key = media.blob().key();
    Blob reshaped =
        new Blob(
            key.hash(),
            100,
            new MediaShape(MediaFormat.GIF, new Dimensions(2, 2), Optional.empty()));
    MediaId id = new SampleMedia(1).nextId();
    fixture.catalog.add(Media.of(id, reshaped, ANY.details(), LibraryFixture.START));
    assertThat(fixture.library.totals().blobs()).isEqualTo(1);
    assertThat(fixture.find(id).orElseThrow().blob()).isEqualTo(media.blob());
    assertThat(fixture.library.list(MediaQuery.ofDefaults()).items()).hasSize(2);
  }

  private SweepReport sweep() {
    return fixture.library.sweep(TERM, GRACE);
  }

  /** Sweeps until it has asked so many times whether it is stopped. */
  private SweepReport sweepUntil(int asked) {
    AtomicInteger left = new AtomicInteger(asked);
    return fixture.library.sweep(TERM, GRACE, () -> left.getAndDecrement() <= 0);
  }

  private Media trashed(String line) {
    Media media = fixture.added(line);
    fixture.library.trash(media.id(), Optional.empty());
    return media;
  }

  /** Leaves a file without a record, as a crash between the two does. */
  private void stray(String line) {
    try (StagedBlob staged = fixture.blobs.stage(SampleBytes.source(LineProbe.file(line, 100)))) {
      staged.publish(MediaFormat.PNG);
    }
  }
}
