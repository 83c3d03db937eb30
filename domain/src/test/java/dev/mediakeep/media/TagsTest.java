package dev.mediakeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.InvalidValueException;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagsTest {
  @Test
  void tags_are_a_set_in_their_own_order() {
    assertThat(Tags.of("sea", "Tower", "sea", "灯台").values()).containsExactly("Tower", "sea", "灯台");
    assertThat(Tags.of("a", "b")).isEqualTo(Tags.of("b", "a", "b"));
    assertThat(Tags.NONE.values()).isEmpty();
  }

  @Test
  void there_are_64_at_most() {
    assertThat(Tags.of(numbered(64)).values()).hasSize(64);
    assertThatThrownBy(() -> Tags.of(numbered(65))).hasMessage("tags must be 0..64, was 65");
  }

  @Test
  void a_tag_has_100_characters_at_most() {
    assertThat(Tags.of("x".repeat(100)).values()).hasSize(1);
    assertThatThrownBy(() -> Tags.of("x".repeat(101)))
        .hasMessage("tags must be at most 100 characters, was 101");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\nb", "a\u0000b"})
  void a_tag_is_a_name(String tag) {
    assertThatThrownBy(() -> Tags.of("good", tag)).isInstanceOf(InvalidValueException.class);
  }

  @Test
  void tags_are_compared_exactly_whatever_their_source() {
    TreeSet<String> source = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    source.add("Sea");
    Tags tags = new Tags(source);
    assertThat(tags.values().contains("sea")).isFalse();
    assertThat(tags).isNotEqualTo(Tags.of("sea")).isEqualTo(Tags.of("Sea"));
    assertThat(Tags.of("sea")).isNotEqualTo(tags);
  }

  @Test
  void tags_do_not_change_afterwards() {
    TreeSet<String> source = new TreeSet<>(List.of("a"));
    Tags tags = new Tags(source);
    source.add("b");
    assertThat(tags.values()).containsExactly("a");
    assertThatThrownBy(() -> tags.values().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj(i -> "tag" + i).toList();
  }
}
