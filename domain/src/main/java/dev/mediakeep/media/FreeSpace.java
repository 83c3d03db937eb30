package dev.mediakeep.media;

import java.util.Objects;

/**
 * The room that is left where an upload goes, at one moment.
 *
 * @param files where its bytes are kept
 * @param records where its record is kept, which may be the same disk
 */
public record FreeSpace(Place files, Place records) {
  public FreeSpace {
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(records, "records");
  }

  /**
   * A folder and the room on its disk.
   *
   * @param folder its name as it may be shown to callers: no path
   * @param freeBytes how much can still be written; {@link Long#MAX_VALUE} where nobody knows a
   *     bound
   */
  public record Place(String folder, long freeBytes) {
    public Place {
      Objects.requireNonNull(folder, "folder");
    }
  }
}
