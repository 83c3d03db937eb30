package dev.mediakeep.testkit;

import dev.mediakeep.media.Sha256;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SplittableRandom;

/** Bytes that are alike in each run, and sources that hand them out well or badly. */
public final class SampleBytes {
  private SampleBytes() {}

  /** Random bytes; another length gives others. */
  public static byte[] of(int length) {
    byte[] bytes = new byte[length];
    new SplittableRandom(length).nextBytes(bytes);
    return bytes;
  }

  public static Sha256 hashOf(byte[] bytes) {
    try {
      return Sha256.of(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("each Java platform has SHA-256", e);
    }
  }

  public static InputStream source(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /** A source that hands out at most that many bytes at a time. */
  public static InputStream trickling(byte[] bytes, int atMost) {
    return new FilterInputStream(source(bytes)) {
      @Override
      public int read(byte[] target, int offset, int length) throws IOException {
        return super.read(target, offset, Math.min(length, atMost));
      }
    };
  }

  /** A source that hands out so many good bytes, and then fails. */
  public static InputStream failingAfter(int goodBytes, IOException cause) {
    InputStream failing =
        new Failing(() -> {
          throw cause;
        });
    return new SequenceInputStream(source(of(goodBytes)), failing);
  }

  /** A source with a defect: it throws what no source may throw. */
  public static InputStream throwing(RuntimeException defect) {
    return new Failing(() -> {
      throw defect;
    });
  }

  private static final class Failing extends InputStream {
    private final Failure failure;

    @FunctionalInterface
    private interface Failure {
      int read() throws IOException;
    }

    Failing(Failure failure) {
      this.failure = failure;
    }

    @Override
    public int read() throws IOException {
      return failure.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      return failure.read();
    }
  }
}
