package dev.mediakeep.testkit;

import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.memory.InMemoryMediaCatalog;

final class InMemoryMediaCatalogTest extends MediaCatalogContract {
  @Override
  protected MediaCatalog openEmpty() {
    return new InMemoryMediaCatalog();
  }
}
