package dev.mediakeep.benchmarks;

import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Tags;
import dev.mediakeep.sqlite.SqliteStore;
import dev.mediakeep.testkit.SampleMedia;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A gallery of any size in which each filter meets the same share of the items: one of 10 is of an
 * owner, two of 100 have a tag, one of 5 has a model, one of 20 is starred, one of 10 is a video.
 * An item comes in each second; sizes are spread evenly.
 */
final class GalleryRows {
  static final int OWNERS = 10;
  static final int TAGS = 100;
  static final int MODELS = 5;
  static final int LARGEST_BYTES = 1_000_000;

  private static final int STARRED_OF = 20;
  private static final int VIDEOS_OF = 10;
  private static final int SMALLEST_BYTES = 1_000;
  private static final int ITEMS_A_COMMIT = 50_000;
  private static final String PROMPT =
      "a lighthouse on a cliff at dusk, storm clouds, long exposure, film grain, 35 mm, take ";

  private final SplittableRandom random = new SplittableRandom(7);
  private final SampleMedia samples = new SampleMedia(7);

  private GalleryRows() {}

  /** Fills a database of the store's own making, unless an earlier run has left it there. */
  static void make(Path database, int items) throws Exception {
    if (Files.exists(database)) {
      return;
    }
    Path growing = database.resolveSibling(database.getFileName() + ".new");
    Files.deleteIfExists(growing);
    Stores.open(growing).close();
    GalleryRows rows = new GalleryRows();
    try (RawCatalog catalog = RawCatalog.openUnsafe(growing)) {
      for (int made = 0; made < items; made += ITEMS_A_COMMIT) {
        catalog.addAll(rows.next(Math.min(ITEMS_A_COMMIT, items - made)), ITEMS_A_COMMIT);
      }
    }
    // The store empties the log and leaves one file.
    try (SqliteStore store = Stores.open(growing)) {
      store.media().ping();
    }
    Files.move(growing, database);
  }

  static OwnerId owner(int number) {
    return new OwnerId("owner-" + number);
  }

  static String tag(int number) {
    return "tag-" + number;
  }

  static String model(int number) {
    return "model-" + number;
  }

  private List<Media> next(int count) {
    List<Media> items = new ArrayList<>(count);
    for (int item = 0; item < count; item++) {
      items.add(next());
    }
    return items;
  }

  private Media next() {
    MediaFormat format = random.nextInt(VIDEOS_OF) == 0 ? MediaFormat.MP4 : MediaFormat.PNG;
    Recipe recipe =
        Recipe.builder()
            .prompt(PROMPT + random.nextInt())
            .model(model(random.nextInt(MODELS)))
            .provider("example")
            .seed(random.nextInt())
            .build();
    int firstTag = random.nextInt(TAGS);
    MediaDetails details =
        MediaDetails.builder()
            .owner(owner(random.nextInt(OWNERS)))
            .recipe(recipe)
            .tags(Tags.of(tag(firstTag), tag((firstTag + 1 + random.nextInt(TAGS - 1)) % TAGS)))
            .starred(random.nextInt(STARRED_OF) == 0)
            .build();
    int bytes = SMALLEST_BYTES + random.nextInt(LARGEST_BYTES - SMALLEST_BYTES);
    return samples.next(samples.nextBlob(format, bytes), details);
  }
}
