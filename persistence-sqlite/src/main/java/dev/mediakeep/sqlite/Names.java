package dev.mediakeep.sqlite;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The lower-case names under which the constants of an enum are stored. */
final class Names<E extends Enum<E>> {
  private final EnumMap<E, String> names;
  private final Map<String, E> constants;

  Names(Class<E> type) {
    names = new EnumMap<>(type);
    for (E constant : type.getEnumConstants()) {
      names.put(constant, constant.name().toLowerCase(Locale.ROOT));
    }
    constants =
        Arrays.stream(type.getEnumConstants())
            .collect(Collectors.toMap(this::of, Function.identity()));
  }

  String of(E constant) {
    return Objects.requireNonNull(names.get(constant));
  }

  /**
   * The constant of that name.
   *
   * @throws IllegalArgumentException when there is none
   */
  E parse(String name) {
    E constant = constants.get(name);
    if (constant == null) {
      throw new IllegalArgumentException("unknown name in the database: " + name);
    }
    return constant;
  }
}
