package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Spelling, widths and words. */
final class TextTest {
  private static final List<String> NAMES = List.of("home", "host", "port", "max-pixels");

  @ParameterizedTest
  @CsvSource({
    "prot, port",
    "prt, port",
    "portt, port",
    "pord, port",
    "max_pixels, max-pixels",
    "hosts, host"
  })
  void finds_the_name_that_was_meant(String word, String name) {
    assertThat(Spelling.nearest(word, NAMES)).contains(name);
  }

  @ParameterizedTest
  @CsvSource({"x", "pxxt", "something"})
  void finds_nothing_where_nothing_is_near(String word) {
    assertThat(Spelling.nearest(word, NAMES)).isEmpty();
    assertThat(Spelling.question(word, NAMES)).isEmpty();
  }

  @Test
  void counts_wide_and_joined_characters() {
    assertThat(Width.of("abc")).isEqualTo(3);
    assertThat(Width.of("灯台")).isEqualTo(4);
    assertThat(Width.of("🗼")).isEqualTo(2);
    assertThat(Width.of("e\u0301")).isEqualTo(1);
  }

  @Test
  void cuts_between_characters() {
    assertThat(Width.cut("lighthouse", 10)).isEqualTo("lighthouse");
    assertThat(Width.cut("lighthouse", 9)).isEqualTo("lighthou…");
    assertThat(Width.cut("🗼🗼🗼", 4)).isEqualTo("🗼…");
    assertThat(Width.cut("灯台", 1)).isEqualTo("…");
  }

  @Test
  void takes_away_what_a_terminal_would_obey() {
    assertThat(Words.harmless("a\u001b[31m\r\nb\u202ec\u0000d\u009bm"))
        .isEqualTo("a [31m  b c d m");
    assertThat(Words.harmless("灯台 🗼 👩‍🎨")).isEqualTo("灯台 🗼 👩‍🎨");
  }
}
