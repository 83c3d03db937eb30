package dev.mediakeep.media;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.MediaId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  private static final MediaId ID = MediaId.parse("0198c0de-0000-7000-8000-0000000000af");

  @ParameterizedTest
  @ValueSource(longs = {0, 1, -1, Long.MAX_VALUE, Long.MIN_VALUE})
  void a_cursor_is_read_back(long key) {
    Cursor cursor = new Cursor("00c0ffee", key, ID);
    assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
    assertThat(Cursor.parse(cursor.encode())).isEqualTo(cursor);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "abc", "=", "====", "%00", "..", "null", "ä", "a b", "\u0000"})
  void garbage_is_refused(String text) {
    assertRefused(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.00c0ffee.5",
        "2.00c0ffee.5.0198c0de-0000-7000-8000-0000000000af",
        "1.00C0FFEE.5.0198c0de-0000-7000-8000-0000000000af",
        "1.00c0ffee.9223372036854775808.0198c0de-0000-7000-8000-0000000000af",
        "1.00c0ffee.99999999999999999999.0198c0de-0000-7000-8000-0000000000af",
        "1.00c0ffee.--5.0198c0de-0000-7000-8000-0000000000af",
        "1.00c0ffee.5.------------------------------------",
        "1.00c0ffee.5.0198c0de-0000-7000-8000-0000000000a",
        "1.00c0ffee.5.0198c0de-0000-7000-8000-0000000000af\n",
        "1.00c0ffee.5.0198c0de-0000-7000-8000-0000000000af'; DROP TABLE media; --",
        "1.00c0ffee.05.0198c0de-0000-7000-8000-0000000000af",
        "1.00c0ffee.-0.0198c0de-0000-7000-8000-0000000000af"
      })
  void what_only_looks_like_a_cursor_is_refused(String plain) {
    assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(UTF_8)));
  }

  @Test
  void another_spelling_of_a_cursor_is_refused() {
    String text = new Cursor("00c0ffee", 55, ID).encode();
    assertThat(text.length() % 4).isNotZero();
    assertRefused(text + "=".repeat(4 - text.length() % 4));
    char last = text.charAt(text.length() - 1);
    assertRefused(text.substring(0, text.length() - 1) + (char) (last + 1));
  }

  @Test
  void a_long_text_is_refused_without_a_look() {
    assertRefused("A".repeat(10_000_000));
  }

  @Test
  void noise_is_refused() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      byte[] noise = new byte[random.nextInt(80)];
      random.nextBytes(noise);
      assertRefused(Base64.getUrlEncoder().withoutPadding().encodeToString(noise));
    }
  }

  @Test
  void a_cursor_fits_its_own_query_only() {
    Cursor cursor = cursorOf(MediaQuery.builder().kind(MediaKind.IMAGE));
    assertThat(MediaQuery.builder().kind(MediaKind.IMAGE).after(cursor).build().after())
        .isEqualTo(Optional.of(cursor));
    assertThat(MediaQuery.builder().kind(MediaKind.IMAGE).limit(7).after(cursor).build().limit())
        .isEqualTo(7);
    assertForeign(MediaQuery.builder().after(cursor));
    assertForeign(MediaQuery.builder().kind(MediaKind.VIDEO).after(cursor));
    assertForeign(MediaQuery.builder().kind(MediaKind.IMAGE).starred(true).after(cursor));
    assertForeign(MediaQuery.builder().kind(MediaKind.IMAGE).trashed(true).after(cursor));
    assertForeign(MediaQuery.builder().kind(MediaKind.IMAGE).sort(MediaSort.OLDEST).after(cursor));
  }

  private static Cursor cursorOf(MediaQuery.Builder query) {
    Media item = Samples.image(new MediaId(new UUID(1, 1)));
    Media more = Samples.image(new MediaId(new UUID(1, 2)));
    return query.limit(1).build().pageOf(List.of(item, more)).next().orElseThrow();
  }

  private static void assertForeign(MediaQuery.Builder query) {
    assertThatThrownBy(query::build)
        .isInstanceOfSatisfying(
            MediakeepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_INVALID))
        .hasMessageContaining("same filters");
  }

  private static void assertRefused(String text) {
    assertThatThrownBy(() -> Cursor.parse(text))
        .isInstanceOfSatisfying(
            MediakeepException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CURSOR_INVALID);
              assertThat(e.problem().field()).contains("cursor");
              assertThat(e.getMessage()).hasSizeLessThan(200);
            });
  }
}
