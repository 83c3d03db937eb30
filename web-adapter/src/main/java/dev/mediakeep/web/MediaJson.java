package dev.mediakeep.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Origin;
import dev.mediakeep.media.Page;
import dev.mediakeep.media.Recipe;
import java.io.IOException;
import java.util.Optional;

/** Media items as JSON; what is absent is left out. */
final class MediaJson {
  private MediaJson() {}

  static byte[] item(Media media) {
    return Json.bytes(json -> write(json, media));
  }

  /** A page; its {@code next} is null where it is the last one. */
  static byte[] page(Page<Media> page) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (Media media : page.items()) {
        write(json, media);
      }
      json.writeEndArray();
      json.writeStringField("next", page.next().map(Cursor::encode).orElse(null));
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Media media) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", media.id().toString());
    writeBlob(json, media.blob());
    Json.time(json, "createdAt", media.createdAt());
    writeDetails(json, media.details());
    json.writeNumberField("version", media.version());
    Json.optionalTime(json, "trashedAt", media.trashedAt());
    json.writeObjectFieldStart("links");
    json.writeStringField("content", MediaPaths.content(media.id()));
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeBlob(JsonGenerator json, Blob blob) throws IOException {
    json.writeStringField("kind", Fields.nameOf(blob.shape().format().kind()));
    json.writeStringField("format", Fields.nameOf(blob.shape().format()));
    json.writeNumberField("bytes", blob.sizeBytes());
    json.writeNumberField("width", blob.shape().dimensions().width());
    json.writeNumberField("height", blob.shape().dimensions().height());
    if (blob.shape().duration().isPresent()) {
      json.writeNumberField("durationMs", blob.shape().duration().get().toMillis());
    }
    json.writeStringField("sha256", blob.hash().hex());
  }

  private static void writeDetails(JsonGenerator json, MediaDetails details) throws IOException {
    json.writeStringField("owner", details.owner().value());
    json.writeStringField("visibility", Fields.nameOf(details.visibility()));
    writeRecipe(json, details.recipe());
    json.writeArrayFieldStart("tags");
    for (String tag : details.tags().values()) {
      json.writeString(tag);
    }
    json.writeEndArray();
    json.writeBooleanField("starred", details.starred());
    writeOrigin(json, details.origin());
  }

  private static void writeRecipe(JsonGenerator json, Recipe recipe) throws IOException {
    Json.optional(json, "prompt", recipe.prompt());
    Json.optional(json, "negativePrompt", recipe.negativePrompt());
    Json.optional(json, "model", recipe.model());
    Json.optional(json, "provider", recipe.provider());
    if (recipe.seed().isPresent()) {
      json.writeNumberField("seed", recipe.seed().get());
    }
    Optional<JsonObject> parameters = recipe.parameters();
    if (parameters.isPresent()) {
      json.writeFieldName("parameters");
      json.writeRawValue(parameters.get().text());
    }
  }

  private static void writeOrigin(JsonGenerator json, Origin origin) throws IOException {
    Json.optional(json, "parent", origin.parent().map(Object::toString));
    Json.optional(json, "job", origin.job().map(Object::toString));
    Json.optional(json, "client", origin.client());
  }
}
