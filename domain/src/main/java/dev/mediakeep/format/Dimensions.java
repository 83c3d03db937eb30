package dev.mediakeep.format;

import dev.mediakeep.error.Rules;

/**
 * Width and height as they are shown, after a rotation that the file asks for.
 *
 * @param width pixels, 1 or more
 * @param height pixels, 1 or more
 */
public record Dimensions(int width, int height) {
  public Dimensions {
    Rules.inRange("width", width, 1, Integer.MAX_VALUE);
    Rules.inRange("height", height, 1, Integer.MAX_VALUE);
  }

  public long pixels() {
    return (long) width * height;
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
