package dev.mediakeep.media;

import dev.mediakeep.error.Rules;
import java.util.Objects;
import java.util.Optional;

/**
 * How a media item was generated, as far as its app says.
 *
 * @param prompt what was asked for, at most 16,384 characters
 * @param negativePrompt what was to be left out, at most 16,384 characters
 * @param model the model's name, at most 200 characters on one line
 * @param provider who ran the model, at most 200 characters on one line
 * @param seed the generator's seed
 * @param parameters whatever else the app wants to keep
 */
public record Recipe(
    Optional<String> prompt,
    Optional<String> negativePrompt,
    Optional<String> model,
    Optional<String> provider,
    Optional<Long> seed,
    Optional<JsonObject> parameters) {
  /** Nothing known. */
  public static final Recipe NONE = builder().build();

  private static final int MAX_PROMPT_CHARS = 16_384;
  private static final int MAX_NAME_CHARS = 200;

  public Recipe {
    prompt.ifPresent(text -> Rules.text("prompt", text, MAX_PROMPT_CHARS));
    negativePrompt.ifPresent(text -> Rules.text("negativePrompt", text, MAX_PROMPT_CHARS));
    model.ifPresent(name -> Rules.name("model", name, MAX_NAME_CHARS));
    provider.ifPresent(name -> Rules.name("provider", name, MAX_NAME_CHARS));
    Objects.requireNonNull(seed, "seed");
    Objects.requireNonNull(parameters, "parameters");
  }

  /** A builder with nothing known. */
  public static Builder builder() {
    return new Builder();
  }

  /** A builder that starts from this recipe. */
  public Builder toBuilder() {
    return builder()
        .prompt(prompt)
        .negativePrompt(negativePrompt)
        .model(model)
        .provider(provider)
        .seed(seed)
        .parameters(parameters);
  }

  /** Collects a recipe; empty means that it is not known. Not thread-safe. */
  public static final class Builder {
    private Optional<String> prompt = Optional.empty();
    private Optional<String> negativePrompt = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> provider = Optional.empty();
    private Optional<Long> seed = Optional.empty();
    private Optional<JsonObject> parameters = Optional.empty();

    private Builder() {}

    public Builder prompt(Optional<String> text) {
      prompt = text;
      return this;
    }

    public Builder prompt(String text) {
      return prompt(Optional.of(text));
    }

    public Builder negativePrompt(Optional<String> text) {
      negativePrompt = text;
      return this;
    }

    public Builder negativePrompt(String text) {
      return negativePrompt(Optional.of(text));
    }

    public Builder model(Optional<String> name) {
      model = name;
      return this;
    }

    public Builder model(String name) {
      return model(Optional.of(name));
    }

    public Builder provider(Optional<String> name) {
      provider = name;
      return this;
    }

    public Builder provider(String name) {
      return provider(Optional.of(name));
    }

    public Builder seed(Optional<Long> number) {
      seed = number;
      return this;
    }

    public Builder seed(long number) {
      return seed(Optional.of(number));
    }

    public Builder parameters(Optional<JsonObject> object) {
      parameters = object;
      return this;
    }

    public Builder parameters(JsonObject object) {
      return parameters(Optional.of(object));
    }

    public Recipe build() {
      return new Recipe(prompt, negativePrompt, model, provider, seed, parameters);
    }
  }
}
