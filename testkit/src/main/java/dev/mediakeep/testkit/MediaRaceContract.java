package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** What every {@link MediaCatalog} does when several callers want the same thing at once. */
public abstract class MediaRaceContract extends CatalogContract {
  private static final int RACERS = 16;
  private static final int ROUNDS = 5;
  private static final long PATIENCE_SECONDS = 30;

  /** Made by JUnit, through the adapter's own class. */
  protected MediaRaceContract() {
    super(2);
  }

  @RepeatedTest(ROUNDS)
  void one_of_many_adders_of_an_id_wins() throws Exception {
    Media media = samples.nextImage();
    List<Boolean> added = race(i -> added(sameIdAs(media)));
    assertThat(added).containsOnlyOnce(true);
  }

  @RepeatedTest(ROUNDS)
  void many_adders_of_the_same_bytes_make_one_item() throws Exception {
    Blob blob = samples.nextBlob(MediaFormat.PNG, 9);
    List<Media> items =
        IntStream.range(0, RACERS)
            .mapToObj(i -> samples.next(blob, MediaDetails.ofDefaults()))
            .toList();
    List<Optional<Media>> existing = race(i -> catalog.addIfAbsent(items.get(i)));
    assertThat(existing.stream().filter(Optional::isEmpty)).hasSize(1);
    assertThat(existing.stream().flatMap(Optional::stream).distinct()).hasSize(1);
    assertThat(catalog.totals().items()).isEqualTo(1);
  }

  @RepeatedTest(ROUNDS)
  void one_of_many_edits_of_a_version_wins() throws Exception {
    Media media = samples.nextImage();
    catalog.add(media);
    List<Boolean> replaced = race(i -> catalog.replace(tagged(media, "tag-" + i)));
    assertThat(replaced).containsOnlyOnce(true);
    assertThat(catalog.find(media.id())).contains(tagged(media, "tag-" + replaced.indexOf(true)));
  }

  @RepeatedTest(ROUNDS)
  void one_of_many_purges_removes_the_blob() throws Exception {
    Media media = samples.nextImage();
    catalog.add(media);
    catalog.replace(trashed(media));
    List<MediaCatalog.Purge> purges = race(i -> catalog.purge(media.id(), Optional.empty()));
    assertThat(purges).containsOnlyOnce(new MediaCatalog.Purge.ItemAndBlob(media.blob().key()));
    assertThat(purges).filteredOn(new MediaCatalog.Purge.Absent()::equals).hasSize(RACERS - 1);
  }

  @RepeatedTest(ROUNDS)
  void a_change_and_a_purge_of_one_version_do_not_both_succeed() throws Exception {
    Media trashed = trashed(samples.nextImage());
    catalog.add(trashed);
    Media changed = tagged(trashed, "taken");
    List<Boolean> done =
        race(i ->
            i == 0
                ? catalog.purge(trashed.id(), Optional.of(trashed.version()))
                    instanceof MediaCatalog.Purge.ItemAndBlob
                : catalog.replace(changed));
    assertThat(done).containsOnlyOnce(true);
    assertThat(catalog.find(trashed.id()).isEmpty()).isEqualTo(done.getFirst());
  }

  @RepeatedTest(ROUNDS)
  void a_blob_lives_while_an_adder_races_with_a_purge() throws Exception {
    Media old = samples.nextImage();
    catalog.add(old);
    catalog.replace(trashed(old));
    List<Media> items =
        IntStream.range(0, RACERS)
            .mapToObj(i -> samples.next(old.blob(), MediaDetails.ofDefaults()))
            .toList();
    race(i -> i == 0 ? catalog.purge(old.id(), Optional.empty()) : added(items.get(i)));
    assertThat(catalog.findBlob(old.blob().hash())).contains(old.blob());
  }

  private boolean added(Media media) {
    try {
      catalog.add(media);
      return true;
    } catch (MediakeepException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.MEDIA_EXISTS);
      return false;
    }
  }

  private static Media sameIdAs(Media media) {
    return Media.of(media.id(), media.blob(), media.details(), media.createdAt());
  }

  private static Media tagged(Media media, String tag) {
    MediaDetails details = media.details().toBuilder().tags(Tags.of(tag)).build();
    return new Media(
        media.id(),
        media.blob(),
        details,
        media.createdAt(),
        media.version() + 1,
        Optional.empty());
  }

  private static Media trashed(Media media) {
    return new Media(
        media.id(),
        media.blob(),
        media.details(),
        media.createdAt(),
        media.version() + 1,
        Optional.of(media.createdAt()));
  }

  /** One racer. */
  private interface Racer<T> {
    T run(int number) throws Exception;
  }

  private static <T> List<T> race(Racer<T> racer) throws InterruptedException, ExecutionException {
    List<Callable<T>> racers = new ArrayList<>();
    for (int i = 0; i < RACERS; i++) {
      int number = i;
      racers.add(() -> racer.run(number));
    }
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<T> done : threads.invokeAll(racers, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        results.add(done.get());
      }
    }
    return results;
  }
}
