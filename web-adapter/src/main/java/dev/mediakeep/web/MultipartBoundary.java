package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The boundary that a form's {@code Content-Type} names (RFC 2046, 5.1.1). */
final class MultipartBoundary {
  private static final String FORM = "multipart/form-data";
  private static final Pattern ALLOWED =
      Pattern.compile("[0-9A-Za-z'()+_,./:=? -]{0,69}[0-9A-Za-z'()+_,./:=?-]");

  private MultipartBoundary() {}

  /**
   * The boundary; empty when the type is not that of a form.
   *
   * @throws InvalidValueException when it is one, but names no boundary that is allowed
   */
  static Optional<String> of(String contentType) {
    String[] parts = contentType.split(";", 2);
    if (!parts[0].strip().toLowerCase(Locale.ROOT).equals(FORM)) {
      return Optional.empty();
    }
    String parameters = parts.length < 2 ? "" : ";" + parts[1];
    return Optional.of(
        HeaderParameters.find(parameters, "boundary")
            .filter(boundary -> ALLOWED.matcher(boundary).matches())
            .orElseThrow(() ->
                new InvalidValueException(
                    "Content-Type",
                    "Content-Type of a form must name a boundary of 1..70 characters, was "
                        + Rules.quote(contentType))));
  }
}
