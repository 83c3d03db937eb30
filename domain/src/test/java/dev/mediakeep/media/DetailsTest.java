package dev.mediakeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DetailsTest {
  @Test
  void a_recipe_bounds_its_texts() {
    Recipe longest =
        Recipe.builder()
            .prompt("x".repeat(16_384))
            .negativePrompt("x".repeat(16_384))
            .model("x".repeat(200))
            .provider("x".repeat(200))
            .seed(Long.MIN_VALUE)
            .build();
    assertThat(longest.toBuilder().build()).isEqualTo(longest);
    assertRefused("prompt", () -> Recipe.builder().prompt("x".repeat(16_385)).build());
    assertRefused(
        "negativePrompt", () -> Recipe.builder().negativePrompt("x".repeat(16_385)).build());
    assertRefused("model", () -> Recipe.builder().model("x".repeat(201)).build());
    assertRefused("model", () -> Recipe.builder().model("two\nlines").build());
    assertRefused("provider", () -> Recipe.builder().provider("").build());
  }

  @Test
  void a_prompt_may_be_empty_and_span_lines() {
    assertThat(Recipe.builder().prompt("").build().prompt()).contains("");
    assertThat(Recipe.builder().prompt("a\nb").build().prompt()).contains("a\nb");
  }

  @Test
  void an_origin_forgets_its_parent_only() {
    Origin origin =
        new Origin(
            Optional.of(new MediaId(new UUID(1, 1))),
            Optional.of(new JobId(new UUID(2, 2))),
            Optional.of("cli"));
    assertThat(origin.withoutParent())
        .isEqualTo(new Origin(Optional.empty(), origin.job(), origin.client()));
    assertRefused(
        "client",
        () -> new Origin(Optional.empty(), Optional.empty(), Optional.of("x".repeat(201))));
  }

  @Test
  void details_start_private_and_anonymous() {
    MediaDetails details = MediaDetails.ofDefaults();
    assertThat(details.owner()).isEqualTo(OwnerId.ANONYMOUS);
    assertThat(details.visibility()).isEqualTo(Visibility.PRIVATE);
    assertThat(details.toBuilder().build()).isEqualTo(details);
  }

  @Test
  void limits_have_bounds_of_their_own() {
    MediaLimits limits = MediaLimits.ofDefaults();
    assertThat(limits.bytesOf(MediaKind.IMAGE)).isEqualTo(50_000_000);
    assertThat(limits.bytesOf(MediaKind.VIDEO)).isEqualTo(2_000_000_000);
    assertThat(limits.bytes()).isEqualTo(2_000_000_000);
    assertThat(limits.pixels()).isEqualTo(50_000_000);
    assertThat(limits.videoDuration()).isEqualTo(Duration.ofMinutes(30));
    assertRefused("imageBytes", () -> MediaLimits.builder().imageBytes(0).build());
    assertRefused("videoBytes", () -> MediaLimits.builder().videoBytes(Long.MAX_VALUE).build());
    assertRefused("pixels", () -> MediaLimits.builder().pixels(-1).build());
    assertRefused(
        "videoDuration", () -> MediaLimits.builder().videoDuration(Duration.ZERO).build());
  }

  @Test
  void a_declared_length_is_not_negative() {
    NewMedia request = NewMedia.of(MediaDetails.ofDefaults());
    assertThat(request.declaringBytes(0).declaredBytes()).contains(0L);
    assertRefused("declaredBytes", () -> request.declaringBytes(-1));
  }

  private static void assertRefused(String field, Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            InvalidValueException.class, e -> assertThat(e.field()).isEqualTo(field));
  }
}
