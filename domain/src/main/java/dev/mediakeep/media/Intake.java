package dev.mediakeep.media;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.format.MediaProbe;
import dev.mediakeep.format.MediaShape;
import dev.mediakeep.format.ProbeResult;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Takes bytes in as far as the staging place and decides whether they may stay: declared and real
 * type, bytes, pixels, duration. The cheap rules come first, so that little is read of what is
 * refused.
 */
final class Intake {
  private static final String UNDECLARED = "application/octet-stream";

  private final BlobStore blobs;
  private final MediaProbe probe;
  private final MediaLimits limits;
  private final SpaceFloor floor;

  /** Bytes that may stay, or the reason why not. */
  sealed interface Outcome {
    record Accepted(StagedBlob staged, MediaShape shape) implements Outcome {}

    record Refused(Problem problem) implements Outcome {}
  }

  Intake(BlobStore blobs, MediaProbe probe, MediaLimits limits) {
    this.blobs = blobs;
    this.probe = probe;
    this.limits = limits;
    this.floor = new SpaceFloor(blobs, limits.minFreeBytes());
  }

  /** Why no upload at all would be taken in now; empty where there is room for one. */
  Optional<Problem> shortage() {
    return floor.shortage(0);
  }

  Outcome take(NewMedia request, InputStream source) {
    Optional<Problem> early =
        declaredTooLong(request, limits.bytes()).or(() -> declaredUnknown(request));
    if (early.isPresent()) {
      return new Outcome.Refused(early.get());
    }
    requireRoom(request.declaredBytes().orElse(0L));
    byte[] head = readHead(source);
    if (head.length == 0) {
      return refused(ErrorCode.MEDIA_EMPTY, "media must have at least 1 byte, was 0");
    }
    return probe
        .sniff(head)
        .map(format -> takeSniffed(request, format, head, source))
        .orElseGet(() -> refused(ErrorCode.MEDIA_TYPE_UNKNOWN, unknownType(head)));
  }

  private void requireRoom(long lengthBytes) {
    Optional<Problem> shortage = floor.shortage(lengthBytes);
    if (shortage.isPresent()) {
      throw new MediakeepException(shortage.get());
    }
  }

  private Outcome takeSniffed(
      NewMedia request, MediaFormat format, byte[] head, InputStream source) {
    long most = limits.bytesOf(format.kind());
    Optional<Problem> problem = mismatch(request, format).or(() -> declaredTooLong(request, most));
    if (problem.isPresent()) {
      return new Outcome.Refused(problem.get());
    }
    LimitedSource limited = new LimitedSource(rejoin(head, source), most);
    StagedBlob staged = stage(limited);
    Outcome outcome = new Outcome.Refused(tooLarge(format.kind(), most));
    try {
      if (!limited.isExceeded()) {
        outcome =
            otherLength(request, staged.sizeBytes())
                .<Outcome>map(Outcome.Refused::new)
                .orElseGet(() -> examine(staged, format));
      }
    } finally {
      if (!(outcome instanceof Outcome.Accepted)) {
        staged.close();
      }
    }
    return outcome;
  }

  private StagedBlob stage(InputStream source) {
    try (GuardedSource guarded = floor.guard(source)) {
      return blobs.stage(guarded);
    }
  }

  private static InputStream rejoin(byte[] head, InputStream source) {
    InputStream unclosed =
        new FilterInputStream(source) {
          @Override
          public void close() {} // the sequence closes what it has read to the end
        };
    return new SequenceInputStream(new ByteArrayInputStream(head), unclosed);
  }

  private Outcome examine(StagedBlob staged, MediaFormat sniffed) {
    return switch (probeOf(staged)) {
      case ProbeResult.Recognised(MediaShape shape) when shape.format() != sniffed ->
          refused(
              ErrorCode.MEDIA_MALFORMED,
              "media must be of one format, starts as " + sniffed + " and is " + shape.format());
      case ProbeResult.Recognised(MediaShape shape) ->
          excess(shape)
              .<Outcome>map(Outcome.Refused::new)
              .orElseGet(() -> new Outcome.Accepted(staged, shape));
      case ProbeResult.Malformed(MediaFormat format, String reason) ->
          refused(ErrorCode.MEDIA_MALFORMED, "media must be a whole " + format + ": " + reason);
      case ProbeResult.Unrecognised() ->
          refused(ErrorCode.MEDIA_MALFORMED, "media must be a whole " + sniffed);
    };
  }

  private ProbeResult probeOf(StagedBlob staged) {
    try (SeekableByteChannel file = staged.open()) {
      return probe.probe(file);
    } catch (IOException e) {
      throw new MediakeepException(
          ErrorCode.STORE_UNAVAILABLE, "reading the upload back failed", e);
    }
  }

  private static byte[] readHead(InputStream source) {
    try {
      return source.readNBytes(MediaProbe.SNIFF_BYTES);
    } catch (IOException e) {
      throw new MediakeepException(
          ErrorCode.UPLOAD_INTERRUPTED, "the upload broke off in its first bytes", e);
    }
  }

  private static Optional<Problem> declaredTooLong(NewMedia request, long most) {
    return request
        .declaredBytes()
        .filter(length -> length > most)
        .map(length ->
            Problem.of(
                ErrorCode.MEDIA_TOO_LARGE,
                "media must be at most " + most + " bytes, declared are " + length));
  }

  private static Optional<Problem> otherLength(NewMedia request, long sizeBytes) {
    return request
        .declaredBytes()
        .filter(length -> length != sizeBytes)
        .map(length ->
            Problem.of(
                ErrorCode.UPLOAD_INTERRUPTED,
                "media must have the declared " + length + " bytes, has " + sizeBytes));
  }

  private static Problem tooLarge(MediaKind kind, long most) {
    return Problem.of(
        ErrorCode.MEDIA_TOO_LARGE,
        (kind == MediaKind.IMAGE ? "an image" : "a video")
            + " must be at most "
            + most
            + " bytes, has more");
  }

  private static Optional<Problem> declaredUnknown(NewMedia request) {
    return declaredType(request)
        .filter(type -> MediaFormat.fromMimeType(type).isEmpty())
        .map(type ->
            Problem.of(
                ErrorCode.MEDIA_TYPE_UNKNOWN,
                "type must be one that is kept, declared is " + Rules.quote(type)));
  }

  private static Optional<Problem> mismatch(NewMedia request, MediaFormat format) {
    return declaredType(request)
        .filter(type -> !MediaFormat.fromMimeType(type).equals(Optional.of(format)))
        .map(type ->
            Problem.of(
                ErrorCode.MEDIA_TYPE_MISMATCH,
                "declared is " + Rules.quote(type) + ", the bytes are " + format.mimeType()));
  }

  private static Optional<String> declaredType(NewMedia request) {
    return request.declaredType().filter(type -> !isOpen(type));
  }

  private static boolean isOpen(String type) {
    return type.split(";", 2)[0].strip().equalsIgnoreCase(UNDECLARED);
  }

  private Optional<Problem> excess(MediaShape shape) {
    long pixels = shape.dimensions().pixels();
    if (pixels > limits.pixels()) {
      return Optional.of(
          Problem.of(
              ErrorCode.MEDIA_TOO_MANY_PIXELS,
              "media must have at most "
                  + limits.pixels()
                  + " pixels, has "
                  + pixels
                  + " ("
                  + shape.dimensions()
                  + ")"));
    }
    return shape
        .duration()
        .filter(duration -> duration.compareTo(limits.videoDuration()) > 0)
        .map(duration ->
            Problem.of(
                ErrorCode.MEDIA_TOO_LONG,
                "a video must play at most " + limits.videoDuration() + ", plays " + duration));
  }

  private static String unknownType(byte[] head) {
    int shown = Math.min(head.length, 8);
    return "the bytes must be of a type that is kept, start with "
        + HexFormat.ofDelimiter(" ").formatHex(head, 0, shown);
  }

  private static Outcome refused(ErrorCode code, String message) {
    return new Outcome.Refused(Problem.of(code, message));
  }
}
