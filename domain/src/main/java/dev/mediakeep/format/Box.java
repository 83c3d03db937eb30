package dev.mediakeep.format;

/**
 * A box of an ISO base media file, which AVIF, MP4 and MOV are made of.
 *
 * @param start where its header starts
 * @param body where what it holds starts
 * @param end where the next box starts
 */
record Box(String type, long start, long body, long end) {
  void requireBytes(int least) throws MalformedFileException {
    if (end - body < least) {
      throw new MalformedFileException(
          type + " at " + start + " must hold " + least + " bytes, holds " + (end - body));
    }
  }
}
