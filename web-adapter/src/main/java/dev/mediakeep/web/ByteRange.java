package dev.mediakeep.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of a file that a {@code Range} header asks for (RFC 9110, 14.2). */
sealed interface ByteRange {
  /** All of it: nothing, several ranges or something else was asked for. */
  record Whole() implements ByteRange {}

  /** The bytes from first to last, both included. */
  record Part(long first, long last) implements ByteRange {
    long length() {
      return last - first + 1;
    }

    /** As {@code Content-Range} says it. */
    String describe(long size) {
      return "bytes " + first + "-" + last + "/" + size;
    }
  }

  /** Nothing of it: the range starts at or after its end. */
  record Unsatisfiable() implements ByteRange {}

  /**
   * Reads a header.
   *
   * @param size the length of the file, 1 or more
   */
  static ByteRange parse(String header, long size) {
    Matcher range = Forms.SINGLE.matcher(header);
    if (!range.matches()) {
      return new Whole();
    }
    String first = range.group(1);
    String last = range.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? new Whole() : suffix(Forms.number(last), size);
    }
    return between(Forms.number(first), last.isEmpty() ? size - 1 : Forms.number(last), size);
  }

  private static ByteRange suffix(long length, long size) {
    return length == 0 ? new Unsatisfiable() : new Part(Math.max(0, size - length), size - 1);
  }

  private static ByteRange between(long first, long last, long size) {
    if (first >= size) {
      return new Unsatisfiable();
    }
    return last < first ? new Whole() : new Part(first, Math.min(last, size - 1));
  }

  /** How ranges are written. */
  final class Forms {
    private static final Pattern SINGLE =
        Pattern.compile("bytes=[ \\t]*([0-9]*)-([0-9]*)[ \\t]*", Pattern.CASE_INSENSITIVE);
    private static final int MAX_DIGITS = 18;

    private Forms() {}

    /** A number of any length; one that no file reaches is as good as the largest. */
    private static long number(String digits) {
      String significant = digits.replaceFirst("^0+(?=.)", "");
      return significant.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
    }
  }
}
