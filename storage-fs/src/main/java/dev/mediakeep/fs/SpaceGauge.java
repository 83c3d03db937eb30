package dev.mediakeep.fs;

import dev.mediakeep.media.FreeSpace;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Measures the room on the disks of a home. Finding a folder's disk reads the table of mounts, so
 * that is done once; asking it costs a system call. Thread-safe.
 */
final class SpaceGauge {
  private final Measured files;
  private final Measured records;
  private final boolean isOneDisk;

  private record Measured(String folder, FileStore store) {
    static Measured of(Path folder) throws IOException {
      return new Measured(folder.getFileName().toString(), Files.getFileStore(folder));
    }

    /** File systems that know no bound, as some in user space do, say that they have no room. */
    FreeSpace.Place measure() throws IOException {
      long free = store.getUsableSpace();
      boolean isUnbounded = free == 0 && store.getTotalSpace() == 0;
      return new FreeSpace.Place(folder, isUnbounded ? Long.MAX_VALUE : free);
    }
  }

  private SpaceGauge(Measured files, Measured records) {
    this.files = files;
    this.records = records;
    isOneDisk = files.store().equals(records.store());
  }

  /** Both folders must exist. */
  static SpaceGauge of(Path mediaFolder, Path dataFolder) throws IOException {
    return new SpaceGauge(Measured.of(mediaFolder), Measured.of(dataFolder));
  }

  FreeSpace measure() throws IOException {
    FreeSpace.Place place = files.measure();
    return new FreeSpace(place, isOneDisk ? place : records.measure());
  }
}
