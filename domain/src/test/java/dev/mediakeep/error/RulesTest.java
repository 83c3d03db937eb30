package dev.mediakeep.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  @Test
  void a_range_includes_its_bounds() {
    assertThat(Rules.inRange("limit", 1, 1, 200)).isEqualTo(1);
    assertThat(Rules.inRange("limit", 200, 1, 200)).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, 0, 201, Long.MAX_VALUE})
  void a_number_out_of_range_is_named_with_its_rule(long value) {
    assertThatThrownBy(() -> Rules.inRange("limit", value, 1, 200))
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.field()).isEqualTo("limit"))
        .hasMessage("limit must be 1..200, was " + value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "sea side", "灯台 🗼", " padded ", "100% \\ ' \" _", "e\u0301"})
  void a_name_may_hold_any_character_that_shows(String name) {
    assertThat(Rules.name("tag", name, 100)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u2003", "a\nb", "a\tb", "\u0000", "a\u007f", "a\u0085b"})
  void a_name_is_not_blank_and_holds_no_controls(String name) {
    assertThatThrownBy(() -> Rules.name("tag", name, 100))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith("tag must ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u2028b", "a\u2029b"})
  void a_name_is_on_one_line(String name) {
    assertThatThrownBy(() -> Rules.name("tag", name, 100))
        .isInstanceOf(InvalidValueException.class);
  }

  @Test
  void text_is_as_long_as_its_limit_at_most() {
    assertThat(Rules.text("prompt", "x".repeat(10), 10)).hasSize(10);
    assertThatThrownBy(() -> Rules.text("prompt", "x".repeat(11), 10))
        .hasMessage("prompt must be at most 10 characters, was 11");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two\nlines\r\n", "\ttab", "\ud83d\ude00"})
  void text_may_span_lines(String text) {
    assertThat(Rules.text("prompt", text, 100)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b"})
  void text_holds_no_nul(String text) {
    assertThatThrownBy(() -> Rules.text("prompt", text, 100))
        .hasMessage("prompt must not hold U+0000");
  }

  @Test
  void text_is_well_formed() {
    String high = String.valueOf((char) 0xd83d);
    String low = String.valueOf((char) 0xde00);
    for (String text : new String[] {high, low, low + high, "a" + high + "b", high + high + low}) {
      assertThatThrownBy(() -> Rules.text("prompt", text, 100))
          .hasMessage("prompt must be well-formed Unicode");
    }
  }

  @Test
  void a_quote_is_cut_and_cleaned() {
    assertThat(Rules.quote("abc")).isEqualTo("'abc'");
    assertThat(Rules.quote("a\nb\u0000c\u001b[31m")).isEqualTo("'a?b?c?[31m'");
    assertThat(Rules.quote("x".repeat(60))).isEqualTo("'" + "x".repeat(60) + "'");
    assertThat(Rules.quote("x".repeat(61))).isEqualTo("'" + "x".repeat(60) + "…'");
  }

  @Test
  void a_quote_is_well_formed() {
    String pairAtTheCut = "x".repeat(59) + "\ud83d\ude00" + "y";
    assertThat(Rules.quote(pairAtTheCut)).isEqualTo("'" + "x".repeat(59) + "…'");
    assertThat(Rules.quote("a" + (char) 0xd83d)).isEqualTo("'a?'");
    assertThat(Rules.quote((char) 0xde00 + "a")).isEqualTo("'?a'");
  }

  @Test
  void a_quote_stays_on_its_line_and_in_its_direction() {
    assertThat(Rules.quote("a\u2028b\u2029c\u202ed\u2066e\u200ff")).isEqualTo("'a?b?c?d?e?f'");
  }
}
