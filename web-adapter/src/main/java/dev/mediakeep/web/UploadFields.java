package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.NewMedia;
import dev.mediakeep.media.Origin;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Visibility;
import java.util.Set;

/** What is said of a file that comes in, as query parameters or as a form's metadata part. */
final class UploadFields {
  static final Set<String> PARAMETERS =
      Set.of(
          "owner",
          "visibility",
          "prompt",
          "negativePrompt",
          "model",
          "provider",
          "seed",
          "parameters",
          "tag",
          "starred",
          "parent",
          "job",
          "client",
          "ifAbsent");
  static final Set<String> METADATA =
      Set.of(
          "owner",
          "visibility",
          "prompt",
          "negativePrompt",
          "model",
          "provider",
          "seed",
          "parameters",
          "tags",
          "starred",
          "parent",
          "job",
          "client",
          "ifAbsent");

  private UploadFields() {}

  static NewMedia newMedia(Fields fields) {
    NewMedia media = NewMedia.of(details(fields));
    return fields.flag("ifAbsent").orElse(false) ? media.reusingDuplicates() : media;
  }

  private static MediaDetails details(Fields fields) {
    MediaDetails.Builder details = MediaDetails.builder();
    fields.text("owner").map(OwnerId::new).ifPresent(details::owner);
    fields.choice("visibility", Visibility.class).ifPresent(details::visibility);
    fields.flag("starred").ifPresent(details::starred);
    return details.tags(fields.tags()).recipe(recipe(fields)).origin(origin(fields)).build();
  }

  private static Recipe recipe(Fields fields) {
    return Recipe.builder()
        .prompt(fields.text("prompt"))
        .negativePrompt(fields.text("negativePrompt"))
        .model(fields.text("model"))
        .provider(fields.text("provider"))
        .seed(fields.number("seed"))
        .parameters(fields.object("parameters"))
        .build();
  }

  private static Origin origin(Fields fields) {
    return new Origin(
        fields.text("parent").map(UploadFields::parent),
        fields.text("job").map(JobId::parse),
        fields.text("client"));
  }

  private static MediaId parent(String value) {
    try {
      return MediaId.parse(value);
    } catch (InvalidValueException e) {
      throw new InvalidValueException(
          "parent", "parent must be the id of a media item, was " + Rules.quote(value));
    }
  }
}
