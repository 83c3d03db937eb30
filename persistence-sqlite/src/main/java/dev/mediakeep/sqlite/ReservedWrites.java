package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;

/** Writes of which those may draw on the reserve, where the disk is full, that must take effect. */
final class ReservedWrites implements Writes {
  private final Writes writes;
  private final SpaceReserve reserve;

  ReservedWrites(Writes writes, SpaceReserve reserve) {
    this.writes = writes;
    this.reserve = reserve;
  }

  /** Each caller keeps the reserve whole; only one at a time has something to do for that. */
  @Override
  public <T> T write(String what, SqlWork<T> unit) {
    T result = writes.write(what, unit);
    reserve.refill();
    return result;
  }

  @Override
  public void requireOpen() {
    writes.requireOpen();
  }

  /** Tries again also where somebody else has released the reserve meanwhile. */
  @Override
  public <T> T writeFromReserve(String what, SqlWork<T> unit) {
    try {
      return write(what, unit);
    } catch (MediakeepException e) {
      if (e.code() != ErrorCode.DISK_FULL) {
        throw e;
      }
      reserve.release();
      return writes.write(what, unit);
    }
  }
}
