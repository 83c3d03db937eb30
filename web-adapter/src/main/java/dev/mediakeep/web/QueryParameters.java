package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.media.Tags;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parameters of a query, each known and, but for {@code tag}, there at most once. */
final class QueryParameters implements Fields {
  private static final String REPEATABLE = "tag";

  private final Map<String, List<String>> values;

  private QueryParameters(Map<String, List<String>> values) {
    this.values = values;
  }

  /** Reads a query as it stands in the request, without its question mark. */
  static QueryParameters parse(String raw, Set<String> known) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String pair : raw.isEmpty() ? new String[0] : raw.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode("query", equals < 0 ? pair : pair.substring(0, equals));
        requireKnown(name, known);
        String value = equals < 0 ? "" : decode(name, pair.substring(equals + 1));
        add(values, name, value);
      }
    }
    return new QueryParameters(values);
  }

  private static void requireKnown(String name, Set<String> known) {
    if (!known.contains(name)) {
      throw Fields.unknown(name, known);
    }
  }

  private static void add(Map<String, List<String>> values, String name, String value) {
    List<String> all = values.computeIfAbsent(name, key -> new ArrayList<>());
    if (!all.isEmpty() && !name.equals(REPEATABLE)) {
      throw new InvalidValueException(name, name + " must be given once, was given again");
    }
    all.add(value);
  }

  private static String decode(String field, String raw) {
    byte[] bytes = new byte[raw.length()];
    int length = 0;
    for (int at = 0; at < raw.length(); at++) {
      char c = raw.charAt(at);
      if (c == '%') {
        bytes[length++] = (byte) escaped(field, raw, at);
        at += 2;
      } else {
        bytes[length++] = (byte) (c == '+' ? ' ' : c);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw new InvalidValueException(
          field, field + " must be percent-encoded UTF-8, was " + Rules.quote(raw));
    }
  }

  private static int escaped(String field, String raw, int at) {
    int high = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 1), 16) : -1;
    int low = at + 2 < raw.length() ? Character.digit(raw.charAt(at + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new InvalidValueException(
          field, field + " must have two hex digits after each %, was " + Rules.quote(raw));
    }
    return (high << 4) | low;
  }

  /** Refuses the first parameter, where there is one. */
  void requireNone(String reason) {
    values.keySet().stream()
        .findFirst()
        .ifPresent(name -> {
          throw new InvalidValueException(name, name + " must not be in the query, " + reason);
        });
  }

  /** The only value of a parameter that may be repeated elsewhere. */
  Optional<String> single(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw new InvalidValueException(name, name + " must be given once here, was given again");
    }
    return all.stream().findFirst();
  }

  @Override
  public Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).map(List::getFirst);
  }

  @Override
  public Optional<Long> number(String name) {
    return text(name).map(value -> Fields.wholeNumber(name, value));
  }

  /** True where the parameter stands there without a value, too. */
  @Override
  public Optional<Boolean> flag(String name) {
    return text(name)
        .map(value ->
            switch (value) {
              case "", "true" -> true;
              case "false" -> false;
              default ->
                  throw new InvalidValueException(
                      name, name + " must be true or false, was " + Rules.quote(value));
            });
  }

  @Override
  public Optional<JsonObject> object(String name) {
    return text(name).map(JsonObject::parse);
  }

  @Override
  public Tags tags() {
    try {
      return Tags.of(values.getOrDefault(REPEATABLE, List.of()));
    } catch (InvalidValueException e) {
      String message = String.valueOf(e.getMessage());
      throw new InvalidValueException(
          REPEATABLE, REPEATABLE + message.substring(e.field().length()));
    }
  }
}
