package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.format.MediaProbe;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.BlobKey;
import dev.mediakeep.media.BlobStore.StoredBlob;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.media.NewMedia;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A library in memory, with all its parts at hand. */
final class LibraryFixture {
  static final NewMedia ANY = NewMedia.of(MediaDetails.ofDefaults());
  static final Instant START = Instant.parse("2026-05-01T12:00:00Z");
  static final int IMAGE_BYTES = 1_000;
  static final int VIDEO_BYTES = 5_000;

  final SettableClock clock = new SettableClock(START);
  final InMemoryMediaCatalog catalog = new InMemoryMediaCatalog();
  final RecordingBlobStore blobs = new RecordingBlobStore(clock);
  final MediaLibrary library;

  LibraryFixture() {
    this(new LineProbe());
  }

  LibraryFixture(MediaProbe probe) {
    this(
        probe,
        MediaLimits.builder()
            .imageBytes(IMAGE_BYTES)
            .videoBytes(VIDEO_BYTES)
            .pixels(1_000_000)
            .build());
  }

  LibraryFixture(MediaProbe probe, MediaLimits limits) {
    IdGenerator ids = new IdGenerator(clock, new SplittableRandom(1));
    library = new MediaLibrary(catalog, blobs, probe, limits, clock, ids);
  }

  AddResult add(NewMedia request, byte[] bytes) {
    return library.add(request, SampleBytes.source(bytes));
  }

  /** Adds an image of its own bytes. */
  Media added(String line) {
    return added(ANY, LineProbe.file(line, 100));
  }

  Media added(NewMedia request, byte[] bytes) {
    return added(library.add(request, SampleBytes.source(bytes)));
  }

  static Media added(AddResult result) {
    assertThat(result).isInstanceOf(AddResult.Added.class);
    return ((AddResult.Added) result).media();
  }

  static NewMedia of(String owner) {
    return NewMedia.of(MediaDetails.builder().owner(new OwnerId(owner)).build());
  }

  void assertRefused(ErrorCode code, NewMedia request, byte[] bytes) {
    assertRefused(code, request, SampleBytes.source(bytes));
  }

  void assertRefused(ErrorCode code, NewMedia request, InputStream source) {
    AddResult result = library.add(request, source);
    assertThat(result)
        .isInstanceOfSatisfying(
            AddResult.Refused.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(code);
              assertThat(refused.problem().message()).matches("[a-z].*[^.]");
              assertThat(refused.problem().hint()).isNotBlank();
            });
    assertNothingKept();
  }

  void assertNothingKept() {
    assertThat(files()).isEmpty();
    assertThat(catalog.totals().items() + catalog.totals().trashed()).isZero();
    assertThat(blobs.openHandles()).isZero();
  }

  /** The keys of all stored files. */
  List<BlobKey> files() {
    List<BlobKey> found = new ArrayList<>();
    blobs.forEach((StoredBlob blob) -> found.add(blob.key()));
    return found;
  }

  Optional<Media> find(MediaId id) {
    return library.find(id);
  }
}
