package dev.mediakeep.benchmarks;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import javax.imageio.ImageIO;

/**
 * Real JPEG files, no two alike: one picture of noise from the JDK's encoder, with a comment that
 * is filled up to the size and holds a number.
 */
final class Jpegs {
  private static final int BYTES = 220_000;
  private static final int SIDE = 600;
  private static final int SMALL_BYTES = 4_000;
  private static final int SMALL_SIDE = 64;
  private static final int MARKER_BYTES = 4;
  private static final int MOST_COMMENT = 0xffff - 2;

  private final byte[] base;
  private final int numberAt;
  private final AtomicLong next = new AtomicLong(1);

  private Jpegs(byte[] base, int numberAt) {
    this.base = base;
    this.numberAt = numberAt;
  }

  /** Files of 220 KB. */
  static Jpegs make() throws IOException {
    return make(SIDE, BYTES);
  }

  /** Files of 4 KB, which take the same way through a server and hardly a disk. */
  static Jpegs small() throws IOException {
    return make(SMALL_SIDE, SMALL_BYTES);
  }

  private static Jpegs make(int side, int bytes) throws IOException {
    byte[] picture = noise(side);
    int comment = bytes - picture.length - MARKER_BYTES;
    if (comment < Long.BYTES || comment > MOST_COMMENT) {
      throw new IllegalStateException("the picture must be a bit smaller, was " + picture.length);
    }
    int at = endOfFirstSegment(picture);
    ByteBuffer file = ByteBuffer.allocate(bytes);
    file.put(picture, 0, at);
    file.putShort((short) 0xfffe).putShort((short) (comment + 2));
    file.position(file.position() + comment);
    file.put(picture, at, picture.length - at);
    return new Jpegs(file.array(), at + MARKER_BYTES);
  }

  private static byte[] noise(int side) throws IOException {
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    int[] pixels = new SplittableRandom(1).ints((long) side * side).toArray();
    image.setRGB(0, 0, side, side, pixels, 0, side);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", bytes);
    return bytes.toByteArray();
  }

  /** JFIF wants its own segment first; the comment comes after that. */
  private static int endOfFirstSegment(byte[] picture) {
    return MARKER_BYTES + (ByteBuffer.wrap(picture).getShort(MARKER_BYTES) & 0xffff);
  }

  /** A file of its own for a client to change. */
  byte[] template() {
    return Arrays.copyOf(base, base.length);
  }

  /** Makes the template a file that there has not been, and answers its number. */
  long renew(byte[] template) {
    long number = next.getAndIncrement();
    ByteBuffer.wrap(template).putLong(numberAt, number);
    return number;
  }
}
