package dev.mediakeep.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.Tags;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** The fields of a JSON object, each known and there at most once. */
final class JsonFields implements Fields {
  private static final String TAGS = "tags";

  private final Map<String, Value> values;

  /** A value as far as it is needed: what it is, its text, and its items where it is a list. */
  private record Value(JsonToken kind, String text, List<Value> items) {
    String describe() {
      return switch (kind) {
        case START_OBJECT -> "an object";
        case START_ARRAY -> "a list";
        case VALUE_STRING -> "the text " + Rules.quote(text);
        default -> text;
      };
    }
  }

  private JsonFields(Map<String, Value> values) {
    this.values = values;
  }

  /**
   * Reads an object from its UTF-8 bytes.
   *
   * @param whole what the object is called in messages
   * @param maxBytes the most that it may have
   * @throws IOException when the source fails
   */
  static JsonFields read(String whole, InputStream source, int maxBytes, Set<String> known)
      throws IOException {
    byte[] bytes = source.readNBytes(maxBytes + 1);
    if (bytes.length > maxBytes) {
      throw new MediakeepException(
          ErrorCode.REQUEST_TOO_LARGE,
          whole + " must have at most " + maxBytes + " bytes, has more");
    }
    return parse(whole, decode(whole, bytes), known);
  }

  private static String decode(String whole, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidValueException(whole, whole + " must be UTF-8");
    }
  }

  private static JsonFields parse(String whole, String text, Set<String> known) {
    Map<String, Value> values = new LinkedHashMap<>();
    String field = whole;
    try (JsonParser json = Json.FACTORY.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new InvalidValueException(whole, whole + " must be a JSON object");
      }
      while (json.nextToken() != JsonToken.END_OBJECT) {
        field = requireNew(json.currentName(), values, known);
        json.nextToken();
        values.put(field, value(json, text, field));
      }
      field = whole;
      if (json.nextToken() != null) {
        throw new InvalidValueException(
            whole, whole + " must be one JSON object, has more after it");
      }
      return new JsonFields(values);
    } catch (JsonProcessingException e) {
      throw malformed(whole, field, e);
    } catch (IOException e) {
      throw new MediakeepException(ErrorCode.INTERNAL_ERROR, "reading from memory failed", e);
    }
  }

  private static String requireNew(String name, Map<String, Value> values, Set<String> known) {
    if (!known.contains(name)) {
      throw Fields.unknown(name, known);
    }
    if (values.containsKey(name)) {
      throw new InvalidValueException(name, name + " must be given once, was given again");
    }
    return name;
  }

  private static InvalidValueException malformed(
      String whole, String field, JsonProcessingException e) {
    String place =
        e.getLocation() == null
            ? ""
            : " at line "
                + e.getLocation().getLineNr()
                + ", column "
                + e.getLocation().getColumnNr();
    return new InvalidValueException(field, whole + " must be a JSON object, breaks" + place);
  }

  private static Value value(JsonParser json, String source, String field) throws IOException {
    JsonToken kind = json.currentToken();
    if (kind == JsonToken.START_ARRAY) {
      return new Value(kind, "", items(json, field));
    }
    if (kind == JsonToken.START_OBJECT) {
      int start = (int) json.currentTokenLocation().getCharOffset();
      skipChildren(json, field);
      int end = (int) json.currentLocation().getCharOffset();
      return new Value(kind, source.substring(start, end), List.of());
    }
    return new Value(kind, json.getText(), List.of());
  }

  /** The items of a list; what lies within objects and lists among them is not needed. */
  private static List<Value> items(JsonParser json, String field) throws IOException {
    List<Value> items = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      JsonToken kind = json.currentToken();
      items.add(new Value(kind, json.getText(), List.of()));
      if (kind.isStructStart()) {
        skipChildren(json, field);
      }
    }
    return items;
  }

  private static void skipChildren(JsonParser json, String field) throws IOException {
    int depth = 1;
    while (depth > 0) {
      JsonToken token = json.nextToken();
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      }
      if (depth > JsonObject.MAX_DEPTH) {
        throw new InvalidValueException(
            field, field + " must be at most " + JsonObject.MAX_DEPTH + " levels deep, is deeper");
      }
    }
  }

  /**
   * The fields of an object within this one.
   *
   * @param known those that it may have
   */
  Optional<JsonFields> fields(String name, Set<String> known) {
    return known(name)
        .map(value -> require(name, value, "an object", JsonToken.START_OBJECT).text())
        .map(text -> parse(name, text, known));
  }

  /** The texts of a list; none where it is absent. */
  List<String> texts(String name) {
    return known(name)
        .map(value -> require(name, value, "a list of texts", JsonToken.START_ARRAY).items())
        .orElse(List.of())
        .stream()
        .map(item -> require(name, item, "a list of texts", JsonToken.VALUE_STRING).text())
        .toList();
  }

  /** Hands the field's value to the consumer where it is there; an explicit null is empty. */
  <T> void change(
      String name, BiFunction<JsonFields, String, Optional<T>> read, Consumer<Optional<T>> change) {
    if (values.containsKey(name)) {
      change.accept(read.apply(this, name));
    }
  }

  @Override
  public Optional<String> text(String name) {
    return known(name).map(value -> require(name, value, "a text", JsonToken.VALUE_STRING).text());
  }

  @Override
  public Optional<Long> number(String name) {
    return known(name)
        .map(value -> require(name, value, "a whole number", JsonToken.VALUE_NUMBER_INT))
        .map(value -> Fields.wholeNumber(name, value.text()));
  }

  @Override
  public Optional<Boolean> flag(String name) {
    return known(name)
        .map(value ->
            require(name, value, "true or false", JsonToken.VALUE_TRUE, JsonToken.VALUE_FALSE))
        .map(value -> value.kind() == JsonToken.VALUE_TRUE);
  }

  @Override
  public Optional<JsonObject> object(String name) {
    return known(name)
        .map(value -> require(name, value, "an object", JsonToken.START_OBJECT).text())
        .map(JsonObject::parse);
  }

  @Override
  public Tags tags() {
    return Tags.of(texts(TAGS));
  }

  private Optional<Value> known(String name) {
    return Optional.ofNullable(values.get(name))
        .filter(value -> value.kind() != JsonToken.VALUE_NULL);
  }

  private static Value require(String name, Value value, String wanted, JsonToken... kinds) {
    if (!List.of(kinds).contains(value.kind())) {
      throw new InvalidValueException(
          name, name + " must be " + wanted + ", was " + value.describe());
    }
    return value;
  }
}
