package dev.mediakeep.testkit;

import static dev.mediakeep.testkit.LibraryFixture.ANY;
import static dev.mediakeep.testkit.LibraryFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.Dimensions;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.format.MediaProbe;
import dev.mediakeep.format.ProbeResult;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.NewMedia;
import dev.mediakeep.media.Origin;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaLibraryAddTest {
  private static final byte[] PNG = LineProbe.file("PNG 640x480", 100);

  private final LibraryFixture fixture = new LibraryFixture();

  @Test
  void an_image_comes_in_and_out() throws IOException {
    Media media = fixture.added(ANY, PNG);
    assertThat(media.kind()).isEqualTo(MediaKind.IMAGE);
    assertThat(media.blob().hash()).isEqualTo(SampleBytes.hashOf(PNG));
    assertThat(media.blob().sizeBytes()).isEqualTo(100);
    assertThat(media.blob().shape().dimensions()).isEqualTo(new Dimensions(640, 480));
    assertThat(media.createdAt()).isEqualTo(START);
    assertThat(media.version()).isEqualTo(1);
    assertThat(fixture.find(media.id())).contains(media);
    assertThat(read(media)).isEqualTo(PNG);
    assertThat(fixture.blobs.openHandles()).isZero();
  }

  @Test
  void a_video_has_a_duration() {
    Media media = fixture.added("MP4 640x480 8040");
    assertThat(media.kind()).isEqualTo(MediaKind.VIDEO);
    assertThat(media.blob().shape().duration()).contains(Duration.ofMillis(8_040));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png",
        "IMAGE/PNG; charset=binary",
        "application/octet-stream",
        "application/octet-stream; charset=binary",
        " Application/Octet-Stream "
      })
  void a_fitting_or_open_type_is_taken(String type) {
    assertThat(fixture.add(ANY.declaringType(type), PNG)).isInstanceOf(AddResult.Added.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/svg+xml", "text/html", "", "png", "image/*"})
  void an_unknown_declared_type_is_refused_unread(String type) {
    InputStream source = SampleBytes.failingAfter(0, new IOException("was read"));
    fixture.assertRefused(ErrorCode.MEDIA_TYPE_UNKNOWN, ANY.declaringType(type), source);
  }

  @Test
  void a_contradicted_type_is_refused_unstaged() {
    fixture.assertRefused(ErrorCode.MEDIA_TYPE_MISMATCH, ANY.declaringType("image/jpeg"), PNG);
    fixture.assertRefused(ErrorCode.MEDIA_TYPE_MISMATCH, ANY.declaringType("video/mp4"), PNG);
    assertThat(fixture.blobs.largestStagedBytes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>", "#!/bin/sh", "PDF", "\u007fELF", " PNG 640x480"})
  void unknown_bytes_are_refused_unstaged(String line) {
    fixture.assertRefused(ErrorCode.MEDIA_TYPE_UNKNOWN, ANY, LineProbe.file(line, 100));
    assertThat(fixture.blobs.largestStagedBytes()).isZero();
  }

  @Test
  void no_bytes_are_refused() {
    fixture.assertRefused(ErrorCode.MEDIA_EMPTY, ANY, new byte[0]);
    fixture.assertRefused(ErrorCode.MEDIA_EMPTY, ANY.declaringBytes(0), new byte[0]);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PNG broken", "PNG nothing", "MP4 is MOV 640x480 8000", "PNG is GIF 1x1"})
  void malformed_bytes_are_refused(String line) {
    fixture.assertRefused(ErrorCode.MEDIA_MALFORMED, ANY, LineProbe.file(line, 100));
  }

  @ParameterizedTest
  @CsvSource({"image, 99, true", "image, 101, true", "image, 100, false"})
  void bytes_must_be_as_many_as_declared(String name, long declared, boolean refused) {
    if (refused) {
      fixture.assertRefused(ErrorCode.UPLOAD_INTERRUPTED, ANY.declaringBytes(declared), PNG);
    } else {
      assertThat(fixture.added(ANY.declaringBytes(declared), PNG).blob().sizeBytes())
          .as(name)
          .isEqualTo(declared);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 4095, 4096, 4097})
  void an_upload_that_breaks_off_leaves_nothing(int goodBytes) {
    IOException cause = new IOException("reset by peer");
    byte[] good = LineProbe.file("MP4 640x480 1", goodBytes);
    InputStream source =
        new SequenceInputStream(
            new ByteArrayInputStream(good, 0, goodBytes), SampleBytes.failingAfter(0, cause));
    assertThatThrownBy(() -> fixture.library.add(ANY, source))
        .isInstanceOfSatisfying(
            MediakeepException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.UPLOAD_INTERRUPTED))
        .hasCause(cause);
    fixture.assertNothingKept();
  }

  @Test
  void a_defect_of_the_source_or_the_probe_leaves_nothing() {
    IllegalStateException defect = new IllegalStateException("a defect");
    assertThatIllegalStateException()
        .isThrownBy(() -> fixture.library.add(ANY, SampleBytes.throwing(defect)));
    fixture.assertNothingKept();
    LibraryFixture other = new LibraryFixture(new DefectiveProbe(defect));
    assertThatIllegalStateException().isThrownBy(() -> other.add(ANY, PNG));
    other.assertNothingKept();
  }

  @Test
  void the_source_is_read_to_its_end_and_left_open() throws IOException {
    boolean[] closed = {false};
    InputStream source =
        new ByteArrayInputStream(PNG) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    LibraryFixture.added(fixture.library.add(ANY, source));
    assertThat(source.available()).isZero();
    assertThat(closed[0]).isFalse();
  }

  @Test
  void a_parent_must_exist() {
    MediaId absent = new MediaId(new UUID(1, 1));
    InputStream unread = SampleBytes.failingAfter(0, new IOException("was read"));
    assertThatThrownBy(() -> fixture.library.add(madeFrom(absent), unread))
        .isInstanceOfSatisfying(
            MediakeepException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.PARENT_UNKNOWN);
              assertThat(e.problem().field()).contains("parent");
            });
    fixture.assertNothingKept();
    Media parent = fixture.added("PNG 1x1");
    assertThat(fixture.added(madeFrom(parent.id()), PNG).details().origin().parent())
        .contains(parent.id());
  }

  @Test
  void a_parent_that_goes_meanwhile_leaves_no_file() {
    Media parent = fixture.added("PNG 1x1");
    InputStream source =
        new ByteArrayInputStream(PNG) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            purge(parent);
            return super.read(target, offset, length);
          }
        };
    assertThatThrownBy(() -> fixture.library.add(madeFrom(parent.id()), source))
        .isInstanceOfSatisfying(
            MediakeepException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.PARENT_UNKNOWN));
    fixture.assertNothingKept();
  }

  @Test
  void a_parent_that_goes_spares_a_shared_file() {
    Media sharing = fixture.added(ANY, PNG);
    Media parent = fixture.added("PNG 1x1");
    InputStream source =
        new ByteArrayInputStream(PNG) {
          @Override
          public synchronized int read(byte[] target, int offset, int length) {
            purge(parent);
            return super.read(target, offset, length);
          }
        };
    assertThatThrownBy(() -> fixture.library.add(madeFrom(parent.id()), source))
        .isInstanceOf(MediakeepException.class);
    assertThat(fixture.files()).containsExactly(sharing.blob().key());
  }

  @Test
  void duplicates_are_added_and_share_the_file() {
    Media first = fixture.added(ANY, PNG);
    Media second = fixture.added(ANY, PNG);
    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.blob()).isEqualTo(first.blob());
    assertThat(fixture.files()).hasSize(1);
    assertThat(fixture.library.totals().items()).isEqualTo(2);
    assertThat(fixture.library.totals().blobs()).isEqualTo(1);
    assertThat(fixture.library.totals().blobBytes()).isEqualTo(100);
  }

  @Test
  void a_duplicate_of_the_owner_is_reused() {
    Media first = fixture.added(LibraryFixture.of("ann"), PNG);
    fixture.added(LibraryFixture.of("ann"), PNG);
    assertThat(fixture.add(LibraryFixture.of("ann").reusingDuplicates(), PNG))
        .isEqualTo(new AddResult.Existing(first));
    assertThat(fixture.library.totals().items()).isEqualTo(2);
    assertThat(fixture.blobs.openHandles()).isZero();
  }

  @Test
  void others_duplicates_and_trashed_ones_are_not_reused() {
    fixture.added(LibraryFixture.of("ann"), PNG);
    Media bobs = fixture.added(LibraryFixture.of("bob").reusingDuplicates(), PNG);
    fixture.library.trash(bobs.id(), Optional.empty());
    Media again = fixture.added(LibraryFixture.of("bob").reusingDuplicates(), PNG);
    assertThat(again.id()).isNotEqualTo(bobs.id());
  }

  @Test
  void reusing_restores_a_file_that_was_lost() throws IOException {
    Media first = fixture.added(ANY, PNG);
    fixture.blobs.remove(first.blob().key());
    assertThatThrownBy(() -> fixture.library.open(first.blob()))
        .isInstanceOfSatisfying(
            MediakeepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BLOB_MISSING));
    assertThat(fixture.add(ANY.reusingDuplicates(), PNG)).isEqualTo(new AddResult.Existing(first));
    assertThat(read(first)).isEqualTo(PNG);
  }

  private void purge(Media media) {
    fixture.library.trash(media.id(), Optional.empty());
    fixture.library.purge(media.id(), Optional.empty());
  }

  private byte[] read(Media media) throws IOException {
    try (SeekableByteChannel channel = fixture.library.open(media.blob())) {
      return Channels.newInputStream(channel).readAllBytes();
    }
  }

  private static NewMedia madeFrom(MediaId parent) {
    Origin origin = new Origin(Optional.of(parent), Optional.empty(), Optional.empty());
    return NewMedia.of(MediaDetails.builder().origin(origin).build());
  }

  private record DefectiveProbe(RuntimeException defect) implements MediaProbe {
    @Override
    public Optional<MediaFormat> sniff(byte[] head) {
      return Optional.of(MediaFormat.PNG);
    }

    @Override
    public ProbeResult probe(SeekableByteChannel file) {
      throw defect;
    }
  }
}
