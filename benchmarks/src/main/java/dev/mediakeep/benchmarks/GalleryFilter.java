package dev.mediakeep.benchmarks;

import static dev.mediakeep.benchmarks.GalleryRows.MODELS;
import static dev.mediakeep.benchmarks.GalleryRows.OWNERS;
import static dev.mediakeep.benchmarks.GalleryRows.TAGS;

import dev.mediakeep.format.MediaKind;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.testkit.SampleMedia;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** What a page is filtered by. */
enum GalleryFilter {
  NONE("none") {
    @Override
    void apply(MediaQuery.Builder query, int items, RandomGenerator random) {}
  },
  KIND("kind") {
    @Override
    void apply(MediaQuery.Builder query, int items, RandomGenerator random) {
      query.kind(MediaKind.VIDEO);
    }
  },
  OWNER("owner") {
    @Override
    void apply(MediaQuery.Builder query, int items, RandomGenerator random) {
      query.owner(GalleryRows.owner(random.nextInt(OWNERS)));
    }
  },
  TAG("tag") {
    @Override
    void apply(MediaQuery.Builder query, int items, RandomGenerator random) {
      query.tag(GalleryRows.tag(random.nextInt(TAGS)));
    }
  },
  MODEL("model") {
    @Override
    void apply(MediaQuery.Builder query, int items, RandomGenerator random) {
      query.model(GalleryRows.model(random.nextInt(MODELS)));
    }
  },
  STARRED("starred") {
    @Override
    void apply(MediaQuery.Builder query, int items, RandomGenerator random) {
      query.starred(true);
    }
  },
  TIME("from, until: a third of the time") {
    @Override
    void apply(MediaQuery.Builder query, int items, RandomGenerator random) {
      query.from(second(items / 3)).until(second(2 * items / 3));
    }
  },
  MOMENT("from, until: 200 items long") {
    @Override
    void apply(MediaQuery.Builder query, int items, RandomGenerator random) {
      query.from(second(items / 2 - 100)).until(second(items / 2 + 100));
    }
  },
  OWNER_AND_MODEL("owner and model") {
    @Override
    void apply(MediaQuery.Builder query, int items, RandomGenerator random) {
      OWNER.apply(query, items, random);
      MODEL.apply(query, items, random);
    }
  };

  private final String title;

  GalleryFilter(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  /** Sets the filter, with a value drawn where there are several. */
  abstract void apply(MediaQuery.Builder query, int items, RandomGenerator random);

  private static Instant second(int number) {
    return SampleMedia.START.plusSeconds(number);
  }
}
