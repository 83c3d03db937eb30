package dev.mediakeep.format;

/** Makes {@link Dimensions} of what a header says. */
final class PixelSize {
  private PixelSize() {}

  static Dimensions of(long width, long height) throws MalformedFileException {
    if (width < 1 || height < 1 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw new MalformedFileException(
          "width and height must be 1.." + Integer.MAX_VALUE + ", are " + width + " and " + height);
    }
    return new Dimensions((int) width, (int) height);
  }

  /** The same lying on its side. */
  static Dimensions turned(Dimensions upright) {
    return new Dimensions(/* width= */ upright.height(), /* height= */ upright.width());
  }
}
