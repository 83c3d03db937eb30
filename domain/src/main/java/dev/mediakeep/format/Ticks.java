package dev.mediakeep.format;

import java.io.IOException;
import java.time.Duration;

/**
 * A length of time as video files tell it.
 *
 * @param count how many ticks; 0 where the file does not know
 * @param perSecond how many of them make a second
 */
record Ticks(long count, long perSecond) {
  private static final long MAX_SECONDS = Duration.ofDays(36_500).toSeconds();
  private static final int MILLIS_PER_SECOND = 1_000;

  /** What an {@code mvhd} or {@code mdhd} box tells. */
  static Ticks of(FileWindow file, Box header) throws IOException, MalformedFileException {
    header.requireBytes(20);
    boolean wide = file.u8(header.body()) == 1;
    header.requireBytes(wide ? 32 : 20);
    long perSecond = file.u32(header.body() + (wide ? 20 : 12));
    return new Ticks(count(file, header.body() + (wide ? 24 : 16), wide), perSecond);
  }

  /** A count of ticks in 4 or 8 bytes, of which all ones mean that it is unknown. */
  static long count(FileWindow file, long at, boolean wide)
      throws IOException, MalformedFileException {
    long count = wide ? file.u64(at) : file.u32(at);
    return count == (wide ? -1 : 0xffff_ffffL) ? 0 : saturated(count);
  }

  /** The total and a product of two 32-bit numbers; what exceeds a {@code long} is its maximum. */
  static long plus(long total, long factor, long otherFactor) {
    return saturated(total + saturated(factor * otherFactor));
  }

  private static long saturated(long unsigned) {
    return unsigned < 0 ? Long.MAX_VALUE : unsigned;
  }

  /** The same to the nearest millisecond. */
  Duration toDuration() throws MalformedFileException {
    if (count == 0) {
      return Duration.ZERO;
    }
    if (perSecond == 0 || count / perSecond > MAX_SECONDS) {
      throw new MalformedFileException(
          "duration must be at most " + MAX_SECONDS + " s, is " + count + "/" + perSecond + " s");
    }
    long rest = count % perSecond * MILLIS_PER_SECOND;
    return Duration.ofMillis(
        count / perSecond * MILLIS_PER_SECOND + (rest + perSecond / 2) / perSecond);
  }
}
