package dev.mediakeep.app;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;

/** Real PNG files of noise: each seed another one. */
final class NoisePicture {
  private static final int SIDE = 96;

  private NoisePicture() {}

  static byte[] png(long seed) {
    return png(seed, SIDE);
  }

  /** One that is so many pixels wide and high, of about three bytes each. */
  static byte[] png(long seed, int side) {
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, side, side, random.ints((long) side * side).toArray(), 0, side);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(picture, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
