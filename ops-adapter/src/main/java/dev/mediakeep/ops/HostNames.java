package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Names of hosts, each with a port where it is not that of its scheme.
 *
 * @param values as they were written, without the commas between them
 */
record HostNames(List<String> values) {
  private static final Pattern FORM =
      Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[[0-9A-Fa-f:.]+])(:[0-9]{1,5})?");

  HostNames {
    values = List.copyOf(values);
  }

  /** Reads names with commas between them; there may be none. */
  static HostNames parse(String field, String text) {
    List<String> names =
        Arrays.stream(text.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    for (String name : names) {
      if (!FORM.matcher(name).matches()) {
        throw new InvalidValueException(
            field,
            field
                + " must be host names such as media.example.org or media.example.org:8443,"
                + " with commas between them, was "
                + Rules.quote(name));
      }
    }
    return new HostNames(names);
  }
}
