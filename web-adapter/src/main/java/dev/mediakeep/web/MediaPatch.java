package dev.mediakeep.web;

import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Tags;
import dev.mediakeep.media.Visibility;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** A merge patch (RFC 7396) of a media item's details: what is not named stays, null clears. */
final class MediaPatch implements UnaryOperator<MediaDetails> {
  static final Set<String> FIELDS =
      Set.of(
          "visibility",
          "prompt",
          "negativePrompt",
          "model",
          "provider",
          "seed",
          "parameters",
          "tags",
          "starred");

  private final JsonFields fields;

  private MediaPatch(JsonFields fields) {
    this.fields = fields;
  }

  static MediaPatch read(InputStream body, int maxBytes) throws IOException {
    MediaPatch patch = new MediaPatch(JsonFields.read("body", body, maxBytes, FIELDS));
    patch.apply(MediaDetails.ofDefaults()); // what breaks a rule does so on any item
    return patch;
  }

  @Override
  public MediaDetails apply(MediaDetails details) {
    MediaDetails.Builder changed = details.toBuilder();
    fields.change(
        "visibility",
        (from, name) -> from.choice(name, Visibility.class),
        value -> changed.visibility(value.orElse(Visibility.PRIVATE)));
    fields.change(
        "tags",
        (from, name) -> Optional.of(from.tags()),
        value -> changed.tags(value.orElse(Tags.NONE)));
    fields.change("starred", Fields::flag, value -> changed.starred(value.orElse(false)));
    return changed.recipe(apply(details.recipe())).build();
  }

  private Recipe apply(Recipe recipe) {
    Recipe.Builder changed = recipe.toBuilder();
    fields.change("prompt", Fields::text, changed::prompt);
    fields.change("negativePrompt", Fields::text, changed::negativePrompt);
    fields.change("model", Fields::text, changed::model);
    fields.change("provider", Fields::text, changed::provider);
    fields.change("seed", Fields::number, changed::seed);
    fields.change("parameters", Fields::object, changed::parameters);
    return changed.build();
  }
}
