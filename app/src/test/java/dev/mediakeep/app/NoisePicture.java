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
    SplittableRandom random = new SplittableRandom(seed);
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    picture.setRGB(0, 0, SIDE, SIDE, random.ints((long) SIDE * SIDE).toArray(), 0, SIDE);
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      ImageIO.write(picture, "png", bytes);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
