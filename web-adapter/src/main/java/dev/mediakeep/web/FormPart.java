package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A part of a form.
 *
 * @param name the field's name; a file name is not kept, nothing is ever named after it
 * @param type the media type, where the part declares one
 * @param body the bytes, which must be read to their end before the next part
 */
record FormPart(String name, Optional<String> type, InputStream body) {
  private static final String FORM_DATA = "form-data";

  static FormPart of(List<String> head, InputStream body) throws BodyException {
    String disposition = valueOf(head, "Content-Disposition").orElse("");
    int end = disposition.indexOf(';');
    if (end < 0 || !disposition.substring(0, end).strip().equalsIgnoreCase(FORM_DATA)) {
      throw unnamed();
    }
    String name =
        HeaderParameters.find(disposition.substring(end), "name").orElseThrow(FormPart::unnamed);
    return new FormPart(name, valueOf(head, "Content-Type"), body);
  }

  private static Optional<String> valueOf(List<String> head, String name) {
    String start = name + ":";
    return head.stream()
        .filter(line -> line.regionMatches(true, 0, start, 0, start.length()))
        .map(line -> line.substring(start.length()).strip())
        .findFirst();
  }

  private static BodyException unnamed() {
    return new BodyException(
        Problem.of(
            ErrorCode.REQUEST_MALFORMED,
            "each part of a form must have a Content-Disposition with a name"));
  }
}
