package dev.mediakeep.testkit;

import dev.mediakeep.media.MediaCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the three contracts of a catalog begin and end with. */
abstract class CatalogContract {
  final SampleMedia samples;
  MediaCatalog catalog;

  CatalogContract(int seed) {
    samples = new SampleMedia(seed);
  }

  /** A catalog that holds nothing; what it needs is released after the test. */
  protected abstract MediaCatalog openEmpty() throws Exception;

  @BeforeEach
  void open() throws Exception {
    catalog = openEmpty();
  }

  @AfterEach
  void invariants_hold() {
    CatalogWalk.checkInvariants(catalog);
  }
}
