package dev.mediakeep.fs;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Translates what the disk throws into what the ports throw. */
final class DiskProblem {
  private static final long NO_ROOM_BYTES = 64 * 1024;

  private DiskProblem() {}

  /**
   * The failure of a write: a full disk, or any other.
   *
   * @param failed what failed, as the message says it; a path stands in the cause only
   * @param folder a folder of the disk that was written to
   */
  static MediakeepException of(String failed, Path folder, IOException cause) {
    return isFull(folder, cause)
        ? new MediakeepException(ErrorCode.DISK_FULL, failed + ": the disk is full", cause)
        : new MediakeepException(ErrorCode.STORE_UNAVAILABLE, failed, cause);
  }

  /** Asks the disk too, because the system's text for "disk full" is in the user's language. */
  static boolean isFull(Path folder, IOException cause) {
    String text = String.valueOf(cause.getMessage());
    return text.contains("No space left on device")
        || text.contains("quota exceeded")
        || hasNoRoom(folder);
  }

  private static boolean hasNoRoom(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace() < NO_ROOM_BYTES;
    } catch (IOException e) {
      return false;
    }
  }
}
