package dev.mediakeep.testkit;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.io.IOException;
import java.io.Serial;
import java.util.SplittableRandom;

/**
 * Decides at random, at each call while it rages, whether the process dies, the call fails, or it
 * takes long.
 */
final class Fate {
  private static final int KILL = 14;
  private static final int FAIL = 12;
  private static final int STALL = 8;

  private final SplittableRandom random;
  private Runnable stall = () -> {};
  private boolean isCalm = true;
  private boolean isStalling;
  private int kills;
  private int stalls;

  Fate(long seed) {
    random = new SplittableRandom(seed);
  }

  /** The process ends here, as by {@code kill -9}. */
  static final class Killed extends Error {
    @Serial private static final long serialVersionUID = 1;

    Killed() {
      super("killed", null, false, false);
    }
  }

  /** What others do while a call takes so long that its lease ends. */
  void setStall(Runnable meanwhile) {
    stall = meanwhile;
  }

  /** From now on things happen. */
  void rage() {
    isCalm = false;
  }

  /** From now on nothing happens. */
  void calm() {
    isCalm = true;
  }

  int kills() {
    return kills;
  }

  int stalls() {
    return stalls;
  }

  boolean oneIn(int chances) {
    return !isCalm && random.nextInt(chances) == 0;
  }

  void strikeStore(Moment moment) {
    strike();
    if (oneIn(4 * FAIL)) {
      throw new MediakeepException(ErrorCode.STORE_BUSY, "the store is busy " + moment);
    }
  }

  void strikeProvider(RecordingProvider.Call call, Moment moment) throws IOException {
    strike();
    if (!isStalling && oneIn(STALL)) {
      isStalling = true;
      stalls++;
      try {
        stall.run();
      } finally {
        isStalling = false;
      }
    }
    if (oneIn(FAIL)) {
      throw new IOException("the line broke " + moment + " " + call);
    }
  }

  private void strike() {
    if (oneIn(KILL)) {
      kills++;
      throw new Killed();
    }
  }
}
