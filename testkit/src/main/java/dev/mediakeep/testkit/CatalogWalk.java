package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.media.Blob;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.MediaTotals;
import dev.mediakeep.media.Page;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Walks a catalog page by page, and checks what must hold of it after each test. */
final class CatalogWalk {
  private CatalogWalk() {}

  /** All items of a query, from page to page. */
  static List<Media> all(MediaCatalog catalog, MediaQuery.Builder query) {
    List<Media> found = new ArrayList<>();
    Optional<Cursor> next = Optional.empty();
    do {
      next.ifPresent(query::after);
      Page<Media> page = catalog.list(query.build());
      found.addAll(page.items());
      next = page.next();
    } while (next.isPresent());
    return found;
  }

  /** Every item is found by its id, every blob has an item, and the totals count them all. */
  static void checkInvariants(MediaCatalog catalog) {
    List<Media> items = all(catalog, MediaQuery.builder());
    List<Media> trashed = all(catalog, MediaQuery.builder().trashed(true));
    Set<Blob> blobs = new HashSet<>();
    for (List<Media> part : List.of(items, trashed)) {
      for (Media media : part) {
        assertThat(catalog.find(media.id())).contains(media);
        assertThat(catalog.findBlob(media.blob().hash())).contains(media.blob());
        blobs.add(media.blob());
      }
    }
    List<Blob> stored = new ArrayList<>();
    catalog.forEachBlob(stored::add);
    assertThat(stored)
        .as("each blob once, with an item")
        .containsExactlyInAnyOrderElementsOf(blobs);
    assertThat(stored).isSortedAccordingTo((a, b) -> a.hash().compareTo(b.hash()));
    assertThat(catalog.totals())
        .isEqualTo(
            new MediaTotals(
                items.size(),
                trashed.size(),
                stored.size(),
                stored.stream().mapToLong(Blob::sizeBytes).sum()));
  }
}
