package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.format.HeaderProbe;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.media.NewMedia;
import dev.mediakeep.memory.InMemoryBlobStore;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the sample files when they are added under the default limits. */
final class RealFilesTest {
  private static final NewMedia UNDECLARED = NewMedia.of(SampleMedia.fullDetails());

  private final SettableClock clock = new SettableClock(SampleMedia.START);
  private final InMemoryBlobStore blobs = new InMemoryBlobStore(clock);
  private final MediaLibrary library =
      new MediaLibrary(
          new InMemoryMediaCatalog(),
          blobs,
          new HeaderProbe(),
          MediaLimits.ofDefaults(),
          clock,
          new IdGenerator(clock, new SplittableRandom(1)));

  static List<SampleFile> good() {
    return SampleFiles.good();
  }

  static List<BadFile> bad() {
    return SampleFiles.bad();
  }

  @ParameterizedTest
  @MethodSource("good")
  void good_files_are_kept_with_what_they_are(SampleFile file) {
    NewMedia declared = UNDECLARED.declaringType(file.format().mimeType());
    assertThat(library.add(declared, file.open()))
        .isInstanceOfSatisfying(
            AddResult.Added.class,
            added -> assertThat(added.media().blob().shape()).isEqualTo(file.shape()));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void bad_files_are_refused_and_nothing_stays(BadFile file) {
    assertThat(codeFor(library.add(UNDECLARED, file.open()))).isEqualTo(file.refusal());
    List<Object> stored = new ArrayList<>();
    blobs.forEach(stored::add);
    assertThat(stored).isEmpty();
  }

  @Test
  void a_declared_type_must_be_the_real_one() {
    for (MediaFormat format : MediaFormat.values()) {
      NewMedia declared = UNDECLARED.declaringType(format.mimeType());
      for (SampleFile file : SampleFiles.good()) {
        if (file.format() != format) {
          assertThat(codeFor(library.add(declared, file.open())))
              .isEqualTo(ErrorCode.MEDIA_TYPE_MISMATCH);
        }
      }
    }
  }

  private static ErrorCode codeFor(AddResult result) {
    return ((AddResult.Refused) result).problem().code();
  }
}
