package dev.mediakeep.fs;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.mediakeep.error.Rules;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of an object in a manifest. Those that nobody asks for do not matter. */
final class ManifestFields {
  /** Is kept as it is written, character by character. */
  private static final String RAW = "parameters";

  private static final String A_TIME = "a time in UTC of the years 1970 to 9999";
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
  private static final Map<Class<?>, String> KINDS =
      Map.of(
          String.class,
          "a text",
          Long.class,
          "a whole number",
          Map.class,
          "an object",
          List.class,
          "a list");

  private final String place;
  private final Map<String, Object> values;

  private ManifestFields(String place, Map<String, Object> values) {
    this.place = place;
    this.values = values;
  }

  /**
   * The object that a text is.
   *
   * @throws UnreadableManifestException when it is none
   */
  static ManifestFields parse(String text) throws UnreadableManifestException {
    try (JsonParser json = ManifestJson.FACTORY.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new UnreadableManifestException("is no JSON object");
      }
      ManifestFields fields = new ManifestFields("", object(json, text));
      if (json.nextToken() != null) {
        throw new UnreadableManifestException("has something behind its end");
      }
      return fields;
    } catch (IOException e) {
      throw new UnreadableManifestException("is no JSON, or not all of it: " + firstLine(e));
    }
  }

  private static String firstLine(IOException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static Map<String, Object> object(JsonParser json, String text) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (name.equals(RAW)) {
        int start = (int) json.currentTokenLocation().getCharOffset();
        json.skipChildren();
        values.put(name, text.substring(start, (int) json.currentLocation().getCharOffset()));
      } else if (json.currentToken() != JsonToken.VALUE_NULL) {
        values.put(name, value(json, text));
      }
    }
    return values;
  }

  private static Object value(JsonParser json, String text) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json, text);
      case START_ARRAY -> {
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(json, text));
        }
        yield items;
      }
      case VALUE_NUMBER_INT -> json.getLongValue();
      default -> json.getText();
    };
  }

  String text(String name) throws UnreadableManifestException {
    return required(name, optionalText(name));
  }

  Optional<String> optionalText(String name) throws UnreadableManifestException {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(as(String.class, name, value));
  }

  long number(String name) throws UnreadableManifestException {
    return required(name, optionalNumber(name));
  }

  Optional<Long> optionalNumber(String name) throws UnreadableManifestException {
    Object value = values.get(name);
    return value == null ? Optional.empty() : Optional.of(as(Long.class, name, value));
  }

  Instant time(String name) throws UnreadableManifestException {
    return required(name, optionalTime(name));
  }

  /** A time in whole milliseconds, as stores keep them; a person may have written more digits. */
  Optional<Instant> optionalTime(String name) throws UnreadableManifestException {
    Optional<String> text = optionalText(name);
    try {
      Optional<Instant> time =
          text.map(Instant::parse).map(at -> at.truncatedTo(ChronoUnit.MILLIS));
      if (time.filter(at -> at.isBefore(Instant.EPOCH) || at.isAfter(LAST)).isEmpty()) {
        return time;
      }
    } catch (DateTimeException e) {
      throw wrong(name, A_TIME, text.orElse(""));
    }
    throw wrong(name, A_TIME, text.orElse(""));
  }

  <E extends Enum<E>> E constant(String name, Class<E> type) throws UnreadableManifestException {
    return required(name, optionalConstant(name, type));
  }

  <E extends Enum<E>> Optional<E> optionalConstant(String name, Class<E> type)
      throws UnreadableManifestException {
    Optional<String> text = optionalText(name);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text.get())) {
        return Optional.of(constant);
      }
    }
    throw wrong(name, "one that this version knows", text.get());
  }

  ManifestFields object(String name) throws UnreadableManifestException {
    return required(name, optionalObject(name));
  }

  Optional<ManifestFields> optionalObject(String name) throws UnreadableManifestException {
    Object value = values.get(name);
    return value == null ? Optional.empty() : Optional.of(fields(name, value));
  }

  List<ManifestFields> objects(String name) throws UnreadableManifestException {
    List<ManifestFields> objects = new ArrayList<>();
    for (Object item : list(name)) {
      objects.add(fields(name, item));
    }
    return objects;
  }

  List<String> texts(String name) throws UnreadableManifestException {
    List<String> texts = new ArrayList<>();
    for (Object item : list(name)) {
      texts.add(as(String.class, name, item));
    }
    return texts;
  }

  private List<?> list(String name) throws UnreadableManifestException {
    return as(List.class, name, required(name, Optional.ofNullable(values.get(name))));
  }

  private ManifestFields fields(String name, Object value) throws UnreadableManifestException {
    Map<?, ?> object = as(Map.class, name, value);
    Map<String, Object> inner = new LinkedHashMap<>();
    object.forEach((key, item) -> inner.put(String.valueOf(key), item));
    return new ManifestFields(place + name + ".", inner);
  }

  private <T> T as(Class<T> type, String name, Object value) throws UnreadableManifestException {
    if (!type.isInstance(value)) {
      throw wrong(name, KINDS.getOrDefault(type, ""), String.valueOf(value));
    }
    return type.cast(value);
  }

  private <T> T required(String name, Optional<T> value) throws UnreadableManifestException {
    if (value.isEmpty()) {
      throw new UnreadableManifestException("has no " + place + name);
    }
    return value.get();
  }

  private UnreadableManifestException wrong(String name, String rule, String value) {
    return new UnreadableManifestException(
        place + name + " must be " + rule + ", was " + Rules.quote(value));
  }
}
