package dev.mediakeep.fs;

import dev.mediakeep.job.JobManifests;
import dev.mediakeep.testkit.JobManifestsContract;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileJobManifestsContractTest extends JobManifestsContract {
  @TempDir private Path folder;

  @Override
  protected JobManifests openEmpty() throws IOException {
    Disk disk = new LocalDisk();
    FolderMarker.write(folder, Child.INSTANCE, disk);
    return new FileJobManifests(folder, Child.INSTANCE, disk);
  }
}
