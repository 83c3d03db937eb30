package dev.mediakeep.sqlite;

import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.testkit.MediaListContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;

final class SqliteMediaListTest extends MediaListContract {
  @TempDir private Path folder;
  @AutoClose private SqliteStore store;

  @Override
  protected MediaCatalog openEmpty() {
    store = SqliteStore.open(TestDatabase.in(folder));
    return store.media();
  }
}
