package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.util.Arrays;
import java.util.List;

/** The rule on the version of the SQLite library. */
final class SqliteVersion {
  /** The first in which a checkpoint cannot damage what another connection is writing. */
  private static final String OLDEST = "3.51.3";

  private SqliteVersion() {}

  static void requireSafe(String version) {
    if (Arrays.compare(parts(version), parts(OLDEST)) < 0) {
      throw new MediakeepException(
          ErrorCode.SQLITE_TOO_OLD, "sqlite must be " + OLDEST + " or newer, was " + version);
    }
  }

  private static int[] parts(String version) {
    return List.of(version.split("\\.")).stream().mapToInt(Integer::parseInt).toArray();
  }
}
