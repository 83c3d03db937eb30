package dev.mediakeep.testkit;

import dev.mediakeep.media.BlobStore;
import dev.mediakeep.memory.InMemoryBlobStore;

class InMemoryBlobStoreTest extends BlobStoreContract {
  @Override
  protected BlobStore open() {
    return new InMemoryBlobStore(new SettableClock(SampleMedia.START));
  }

  @Override
  protected int countStaged() {
    return 0;
  }
}
