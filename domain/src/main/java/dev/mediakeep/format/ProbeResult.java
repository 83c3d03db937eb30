package dev.mediakeep.format;

/** The answer of a {@link MediaProbe}. */
public sealed interface ProbeResult {
  /** A whole file of one of our formats. */
  record Recognised(MediaShape shape) implements ProbeResult {}

  /** It starts like this format but breaks its rules: cut off, damaged, or two files in one. */
  record Malformed(MediaFormat format, String reason) implements ProbeResult {}

  /** None of our formats. */
  record Unrecognised() implements ProbeResult {}
}
