package dev.mediakeep.ops;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.error.Problem;
import dev.mediakeep.format.MediaShape;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Origin;
import dev.mediakeep.media.Recipe;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The JSON of what the HTTP API shows too, with the same names and forms; only links and HTTP
 * statuses are missing, which need a server.
 */
final class JsonForms {
  private JsonForms() {}

  static void write(JsonGenerator json, Problem problem) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", problem.code().name());
    json.writeStringField("detail", problem.message());
    write(json, "field", problem.field());
    json.writeStringField("hint", problem.hint());
    json.writeBooleanField("retryable", problem.code().isRetryable());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, Media media) throws IOException {
    MediaShape shape = media.blob().shape();
    json.writeStartObject();
    json.writeStringField("id", media.id().toString());
    json.writeStringField("kind", Words.of(media.kind()));
    json.writeStringField("format", Words.of(shape.format()));
    json.writeNumberField("bytes", media.blob().sizeBytes());
    json.writeNumberField("width", shape.dimensions().width());
    json.writeNumberField("height", shape.dimensions().height());
    writeNumber(json, "durationMs", shape.duration().map(Duration::toMillis));
    json.writeStringField("sha256", media.blob().hash().hex());
    json.writeStringField("createdAt", Words.time(media.createdAt()));
    writeDetails(json, media.details());
    json.writeNumberField("version", media.version());
    write(json, "trashedAt", media.trashedAt().map(Words::time));
    json.writeEndObject();
  }

  private static void writeDetails(JsonGenerator json, MediaDetails details) throws IOException {
    json.writeStringField("owner", details.owner().value());
    json.writeStringField("visibility", Words.of(details.visibility()));
    writeRecipe(json, details.recipe());
    json.writeArrayFieldStart("tags");
    for (String tag : details.tags().values()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    json.writeBooleanField("starred", details.starred());
    Origin origin = details.origin();
    write(json, "parent", origin.parent().map(Object::toString));
    write(json, "job", origin.job().map(Object::toString));
    write(json, "client", origin.client());
  }

  private static void writeRecipe(JsonGenerator json, Recipe recipe) throws IOException {
    write(json, "prompt", recipe.prompt());
    write(json, "negativePrompt", recipe.negativePrompt());
    write(json, "model", recipe.model());
    write(json, "provider", recipe.provider());
    writeNumber(json, "seed", recipe.seed());
    if (recipe.parameters().isPresent()) {
      json.writeFieldName("parameters");
      json.writeRawValue(recipe.parameters().get().text());
    }
  }

  static void write(JsonGenerator json, String name, Optional<String> text) throws IOException {
    if (text.isPresent()) {
      json.writeStringField(name, text.get());
    }
  }

  private static void writeNumber(JsonGenerator json, String name, Optional<Long> number)
      throws IOException {
    if (number.isPresent()) {
      json.writeNumberField(name, number.get());
    }
  }
}
