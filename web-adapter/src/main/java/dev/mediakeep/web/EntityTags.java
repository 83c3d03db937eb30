package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of {@code If-Match} or {@code If-None-Match} (RFC 9110, 13.1).
 *
 * @param any whether it is a star, which every existing item matches
 * @param tags the tags of the list
 */
record EntityTags(boolean any, List<Tag> tags) {
  private static final Pattern ELEMENT =
      Pattern.compile("[ \\t]*(?:(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\")?[ \\t]*(?:,|$)");

  /** One tag. */
  record Tag(boolean weak, String value) {}

  /** Reads the header's value; empty when it is malformed. */
  static Optional<EntityTags> parse(String header) {
    if (header.strip().equals("*")) {
      return Optional.of(new EntityTags(true, List.of()));
    }
    List<Tag> tags = new ArrayList<>();
    Matcher element = ELEMENT.matcher(header);
    int at = 0;
    while (at < header.length() && element.find(at) && element.start() == at) {
      if (element.group(2) != null) {
        tags.add(new Tag(element.group(1) != null, element.group(2)));
      }
      at = element.end();
    }
    return at < header.length() || tags.isEmpty()
        ? Optional.empty()
        : Optional.of(new EntityTags(false, List.copyOf(tags)));
  }

  /**
   * Reads a header's value that must not be ignored.
   *
   * @param field the header's name
   * @throws InvalidValueException when it is malformed
   */
  static EntityTags require(String field, String header) {
    return parse(header)
        .orElseThrow(() ->
            new InvalidValueException(
                field, field + " must be a list of quoted tags or *, was " + Rules.quote(header)));
  }

  /** Whether one of the tags, weak or not, is this one. */
  boolean matchWeakly(String value) {
    return any || tags.stream().anyMatch(tag -> tag.value().equals(value));
  }

  /** Whether one of the tags that are not weak is this one. */
  boolean matchStrongly(String value) {
    return any || tags.stream().anyMatch(tag -> !tag.weak() && tag.value().equals(value));
  }
}
