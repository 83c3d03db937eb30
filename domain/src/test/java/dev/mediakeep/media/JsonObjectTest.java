package dev.mediakeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  private static final int MAX_CHARS = 65_536;
  private static final int MAX_DEPTH = 64;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " \t\r\n{ \t\r\n} \t\r\n",
        "{\"\":\"\"}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":true,\"b\":false,\"c\":null}",
        "{\"a\":0,\"b\":-0,\"c\":10,\"d\":-1.50,\"e\":1e5,\"f\":1E+5,\"g\":1.5e-300,\"h\":1e99999}",
        "{\"a\":[],\"b\":[1,[2,{\"c\":[]}]]}",
        "{\"a\" : [ 1 , 2 ] , \"b\" : { } }",
        "{\"a\":\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u0000 \\u00e9 \\uD83D\\uDE00\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"灯台 🗼\":\"é / \u007f \u2028\"}"
      })
  void what_rfc_8259_allows_is_kept_as_it_is(String text) {
    assertThat(new JsonObject(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "\"a\"",
        "null",
        "{",
        "}",
        "{}}",
        "{}{}",
        "{} x",
        "\ufeff{}",
        "{a:1}",
        "{'a':1}",
        "{1:1}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\" 1}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":[1,]}",
        "{\"a\":[,1]}",
        "{\"a\":[1 2]}",
        "{\"a\":[1}",
        "{\"a\":{]}",
        "{\"a\":01}",
        "{\"a\":-01}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":5.}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":1e+}",
        "{\"a\":1e+-1}",
        "{\"a\":1.e1}",
        "{\"a\":0x10}",
        "{\"a\":1_000}",
        "{\"a\":١}",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":True}",
        "{\"a\":nul}",
        "{\"a\":nullx}",
        "{\"a\":undefined}",
        "{\"a\":\"b}",
        "{\"a\":\"b\\\"}",
        "{\"a\":\"\\\"}",
        "{\"a\":\"\\x41\"}",
        "{\"a\":\"\\u12\"}",
        "{\"a\":\"\\u12G4\"}",
        "{\"a\":\"\\u１２３４\"}",
        "{\"a\":\"\\U0041\"}",
        "{\"a\":\"\\'\"}",
        "{\"a\":\"\\",
        "{\"a\":\"\\u",
        "{\"a\":\"tab\there\"}",
        "{\"a\":\"line\nbreak\"}",
        "{\"a\":1}//",
        "/**/{}",
        "{\"a\":1\u00a0}",
        "{\"a\":1\u000b}",
        "{\"a\":1\f}"
      })
  void what_rfc_8259_forbids_is_refused(String text) {
    assertThatThrownBy(() -> new JsonObject(text))
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.field()).isEqualTo("parameters"))
        .hasMessageStartingWith("parameters must be a JSON object, breaks at character ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a|\n\":1}",
        "{\"a|\n",
        "{\"a\":|01x}",
        "{\"a\": |x}",
        "{} |x",
        "{\"a\":[1 |2]}",
        "|[]"
      })
  void the_message_says_where_it_breaks(String marked) {
    int at = marked.indexOf('|');
    String text = marked.replace("|", "");
    int expected = text.contains("01x") ? at + 1 : at;
    assertThatThrownBy(() -> new JsonObject(text))
        .hasMessageContaining("breaks at character " + expected + ": ");
  }

  @Test
  void nesting_is_bounded() {
    assertThat(new JsonObject(nested(MAX_DEPTH)).text()).hasSizeGreaterThan(MAX_DEPTH);
    assertThatThrownBy(() -> new JsonObject(nested(MAX_DEPTH + 1)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageStartingWith(
            "parameters must be at most 64 levels deep, is deeper at character 68: '[]");
    assertThatThrownBy(() -> new JsonObject("{\"a\":" + "[".repeat(60_000)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("at most 64 levels deep");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":1,\"a\":2}",
        "{\"a\":1 , \"a\" : 1}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"x\":[{\"y\":{},\"a\":1,\"a\":[]}]}",
        "{\"x\":{\"a\":\"}\"},\"z\":{\"a\":{\"a\":1},\"a\":2}}"
      })
  void a_key_named_twice_is_refused_from_outside(String text) {
    assertThat(new JsonObject(text).text()).isEqualTo(text);
    assertThatThrownBy(() -> JsonObject.parse(text))
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.field()).isEqualTo("parameters"))
        .hasMessage("parameters must name each key of an object once, twice is 'a'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":\"a\",\"b\":[\"a\",\"a\"]}",
        "{\"a\":{\"a\":{\"a\":1}},\"A\":2}",
        "{\"a\":[{\"b\":1},{\"b\":2}],\"b\":\"\\\"a\\\":\"}",
        "{\"\\n\":1,\"n\":2,\"\\\\n\":3,\"\\t\\b\\f\\r\\/\":4,\"\\ud800\":5}"
      })
  void keys_of_different_objects_may_be_alike(String text) {
    assertThat(JsonObject.parse(text).text()).isEqualTo(text);
  }

  @Test
  void length_is_bounded() {
    String frame = "{\"a\":\"\"}";
    String most = "{\"a\":\"" + "x".repeat(MAX_CHARS - frame.length()) + "\"}";
    assertThat(new JsonObject(most).text()).hasSize(MAX_CHARS);
    assertThatThrownBy(() -> new JsonObject(most + " "))
        .hasMessage("parameters must be at most 65536 characters, was 65537");
  }

  @Test
  void characters_that_cannot_be_stored_are_refused() {
    assertThatThrownBy(() -> new JsonObject("{\"a\":\"\u0000\"}"))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new JsonObject("{\"a\":\"" + (char) 0xd800 + "\"}"))
        .isInstanceOf(InvalidValueException.class);
  }

  private static String nested(int depth) {
    return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
  }
}
