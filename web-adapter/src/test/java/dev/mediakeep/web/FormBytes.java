package dev.mediakeep.web;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A form as its bytes go over the line, well-formed or not. */
final class FormBytes {
  static final String BOUNDARY = "----b0undary:x";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private boolean started;

  FormBytes part(String disposition, String body) {
    return part(disposition, body.getBytes(StandardCharsets.UTF_8));
  }

  FormBytes part(String disposition, byte[] body) {
    return part(disposition, "", body);
  }

  FormBytes part(String disposition, String type, byte[] body) {
    delimiter("");
    raw("content-disposition: " + disposition + "\r\n");
    raw(type.isEmpty() ? "\r\n" : "Content-Type: " + type + "\r\n\r\n");
    bytes.writeBytes(body);
    return this;
  }

  FormBytes end() {
    return delimiter("--");
  }

  private FormBytes delimiter(String mark) {
    raw((started ? "\r\n--" : "--") + BOUNDARY + mark + "\r\n");
    started = true;
    return this;
  }

  FormBytes raw(String text) {
    bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  String contentType() {
    return "multipart/form-data; charset=x; Boundary=\"" + BOUNDARY + "\"";
  }
}
