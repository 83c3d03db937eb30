package dev.mediakeep.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.InvalidValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {
  private static final String CANONICAL = "0198c0de-0000-7000-8000-0000000000af";

  @Test
  void the_canonical_form_is_read_and_written() {
    assertThat(MediaId.parse(CANONICAL)).hasToString(CANONICAL);
    assertThat(JobId.parse(CANONICAL)).hasToString(CANONICAL);
    assertThat(InstanceId.parse(CANONICAL)).hasToString(CANONICAL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "0198C0DE-0000-7000-8000-0000000000AF",
        "0198c0de000070008000-0000000000af",
        " 0198c0de-0000-7000-8000-0000000000af",
        "0198c0de-0000-7000-8000-0000000000af\n",
        "{0198c0de-0000-7000-8000-0000000000af}",
        "../../../../etc/passwd"
      })
  void any_other_form_is_refused_by_name(String text) {
    assertRefused("id", () -> MediaId.parse(text));
    assertRefused("job", () -> JobId.parse(text));
    assertRefused("instance", () -> InstanceId.parse(text));
  }

  @Test
  void an_owner_has_1_to_200_characters() {
    assertThat(new OwnerId("x").value()).isEqualTo("x");
    assertThat(new OwnerId("x".repeat(200)).value()).hasSize(200);
    assertRefused("owner", () -> new OwnerId("x".repeat(201)));
    assertRefused("owner", () -> new OwnerId(""));
    assertRefused("owner", () -> new OwnerId("a\nb"));
  }

  @Test
  void owners_are_compared_exactly() {
    assertThat(new OwnerId("Ann")).isNotEqualTo(new OwnerId("ann"));
    assertThat(new OwnerId("é")).isNotEqualTo(new OwnerId("e\u0301"));
  }

  private static void assertRefused(String field, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
