package dev.mediakeep.format;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MediaFormatTest {
  @ParameterizedTest
  @EnumSource
  void is_found_by_its_own_type_and_extension(MediaFormat format) {
    assertThat(MediaFormat.fromMimeType(format.mimeType())).contains(format);
    assertThat(MediaFormat.fromExtension(format.extension())).contains(format);
  }

  @ParameterizedTest
  @EnumSource
  void serves_under_a_type_of_its_kind(MediaFormat format) {
    String family = format.kind() == MediaKind.IMAGE ? "image/" : "video/";
    assertThat(format.mimeType()).startsWith(family);
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpg, JPEG",
    "IMAGE/PNG, PNG",
    "video/webm;codecs=vp9, WEBM",
    "' video/mp4 ; codecs=\"avc1.42E01E, mp4a.40.2\"', MP4",
    "video/x-m4v, MP4"
  })
  void is_found_by_other_spellings_of_its_type(String declared, MediaFormat format) {
    assertThat(MediaFormat.fromMimeType(declared)).contains(format);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ";", "image/svg+xml", "image", "video/x-matroska", "image/png2"})
  void has_no_other_types(String declared) {
    assertThat(MediaFormat.fromMimeType(declared)).isEmpty();
  }

  @Test
  void finds_extensions_in_any_case() {
    assertThat(MediaFormat.fromExtension("WebP")).contains(MediaFormat.WEBP);
    assertThat(MediaFormat.fromExtension(".png")).isEmpty();
    assertThat(MediaFormat.fromExtension("")).isEmpty();
  }
}
