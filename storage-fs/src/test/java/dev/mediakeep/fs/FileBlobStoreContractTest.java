package dev.mediakeep.fs;

import dev.mediakeep.media.BlobStore;
import dev.mediakeep.testkit.BlobStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FileBlobStoreContractTest extends BlobStoreContract {
  @TempDir private Path folder;
  private FileBlobStore store;

  @Override
  protected BlobStore open() throws IOException {
    store = FileBlobStore.open(folder, new LocalDisk(), Trees.gauge(folder));
    return store;
  }

  @Override
  protected int countStaged() throws IOException {
    return Trees.filesIn(folder.resolve("incoming")).size();
  }

  @Override
  protected int countOpen() throws IOException {
    return Trees.openFilesUnder(folder);
  }

  @Override
  protected boolean leaveStaged(byte[] bytes) throws IOException {
    Files.write(folder.resolve("incoming/1-0.part"), bytes);
    return true;
  }

  @Override
  protected boolean closeStore() {
    store.close();
    return true;
  }
}
