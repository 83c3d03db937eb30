package dev.mediakeep.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonMembersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"p\":\"a lake\"}",
        " \n{ \"p\"\t: \"a lake\" } ",
        "{\"q\":{\"p\":\"no\"},\"p\":\"a lake\",\"r\":[{\"p\":\"no\"}]}",
        "{\"p\":\"first\",\"p\":\"a lake\"}",
        "{\"q\":\"}\\\"\",\"\\u0070\":\"a\\u0020lake\"}",
        "{\"q\":[],\"r\":{},\"s\":-1.5e3,\"t\":null,\"p\":\"a lake\"}"
      })
  void finds_a_string(String text) {
    assertThat(new JsonObject(text).string("p")).contains("a lake");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ }",
        "{\"P\":\"x\"}",
        "{\"p\":1}",
        "{\"p\":{\"p\":\"x\"}}",
        "{\"p\":null}"
      })
  void what_is_no_string_is_not_there(String text) {
    assertThat(new JsonObject(text).string("p")).isEmpty();
  }

  @Test
  void decodes_each_escape() {
    JsonObject all = new JsonObject("{\"p\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\ud83d\\ude00é\"}");
    assertThat(all.string("p")).contains("\"\\/\b\f\n\r\t😀é");
  }

  @Test
  void finds_whole_numbers_only() {
    JsonObject all =
        new JsonObject(
            "{\"a\":12,\"b\":-3,\"c\":1.5,\"d\":\"4\",\"e\":1e3,\"f\":9223372036854775808}");
    assertThat(all.wholeNumber("a")).contains(12L);
    assertThat(all.wholeNumber("b")).contains(-3L);
    assertThat(all.wholeNumber("c")).isEmpty();
    assertThat(all.wholeNumber("d")).isEmpty();
    assertThat(all.wholeNumber("e")).isEmpty();
    assertThat(all.wholeNumber("f")).isEmpty();
  }
}
