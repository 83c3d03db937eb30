package dev.mediakeep.media;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.io.IOException;
import java.io.InputStream;

/**
 * A source that throws {@link MediakeepException} with {@link ErrorCode#DISK_LOW} where the room
 * ends before it does. Whoever reads it writes what was read before reading on. Closing it gives
 * back what it was promised, and leaves the source open.
 */
final class GuardedSource extends InputStream {
  private final InputStream source;
  private final SpaceFloor floor;
  private boolean promised;
  private long left;

  GuardedSource(InputStream source, SpaceFloor floor) {
    this.source = source;
    this.floor = floor;
  }

  @Override
  public int read() throws IOException {
    nextStep();
    int value = source.read();
    left -= value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    nextStep();
    int count = source.read(target, offset, (int) Math.min(length, left));
    left -= Math.max(count, 0);
    return count;
  }

  /** Where the step before is used up it is written by now, so its promise stands for the next. */
  private void nextStep() {
    if (!promised) {
      floor.promise();
      promised = true;
    }
    if (left == 0) {
      floor.requireRoom();
      left = SpaceFloor.STEP_BYTES;
    }
  }

  @Override
  public void close() {
    if (promised) {
      promised = false;
      floor.giveBack();
    }
  }
}
