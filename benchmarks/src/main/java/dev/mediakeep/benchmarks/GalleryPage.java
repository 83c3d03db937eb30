package dev.mediakeep.benchmarks;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.MediaSort;
import dev.mediakeep.media.Page;
import dev.mediakeep.sqlite.SqliteStore;
import dev.mediakeep.testkit.SampleMedia;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Pages of 50 at 1,000,000 items against the same pages at 10,000 items. */
final class GalleryPage implements Benchmark {
  private static final int FEW = 10_000;
  private static final int MANY = 1_000_000;
  private static final int PAGES_A_ROUND = 40;
  private static final int WARM_UP_PAGES = 2_000;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final Rounds ROUNDS = new Rounds(2, 9);
  private static final List<Boolean> FIRST = List.of(false);
  private static final List<Boolean> FIRST_AND_DEEP = List.of(false, true);

  /** A gallery and how many items it has. */
  private record Library(MediaCatalog catalog, int items) {}

  /** A page that is asked for, with changing values. */
  private record Ask(GalleryFilter filter, MediaSort sort, boolean deep) {
    String title() {
      return filter.title()
          + (" · " + sort.name().toLowerCase(Locale.ROOT))
          + (deep ? " · deep" : " · first");
    }
  }

  @Override
  public String title() {
    return "a page of 50 at 1,000,000 items against 10,000 items";
  }

  @Override
  public void run(Workplace workplace, Report report) throws Exception {
    Path few = workplace.kept("gallery-" + FEW + ".db");
    Path many = workplace.kept("gallery-" + MANY + ".db");
    GalleryRows.make(few, FEW);
    GalleryRows.make(many, MANY);
    try (SqliteStore small = Stores.open(few);
        SqliteStore large = Stores.open(many)) {
      compare(new Library(small.media(), FEW), new Library(large.media(), MANY), report);
    }
    report.note("median at 1,000,000 items, reference at 10,000 items");
    report.note(
        "deep: from the middle of all items on; owner, tag, model and place change by page");
  }

  private static void compare(Library few, Library many, Report report) throws Exception {
    Ask usual = new Ask(GalleryFilter.OWNER, MediaSort.NEWEST, false);
    pages(few, usual, WARM_UP_PAGES);
    pages(many, usual, WARM_UP_PAGES);
    for (MediaSort sort : List.of(MediaSort.NEWEST, MediaSort.LARGEST)) {
      for (GalleryFilter filter : GalleryFilter.values()) {
        for (boolean deep : filter == GalleryFilter.MOMENT ? FIRST : FIRST_AND_DEEP) {
          Ask ask = new Ask(filter, sort, deep);
          Rounds.Pair pair =
              ROUNDS.run(
                  () -> pages(few, ask, PAGES_A_ROUND), () -> pages(many, ask, PAGES_A_ROUND));
          report.compared(ask.title(), Unit.MICROS, pair.subject(), pair.reference(), target(deep));
        }
      }
    }
  }

  /** The target is for the pages that a gallery opens with; what few scroll to is shown beside. */
  private static Target target(boolean deep) {
    return deep ? new Target.None() : new Target.AtMost(1.3);
  }

  /** Answers the microseconds that the page in the middle took. */
  private static double pages(Library library, Ask ask, int count) {
    List<Double> micros = new ArrayList<>();
    for (MediaQuery query : new Queries(library, ask).make(count)) {
      long start = System.nanoTime();
      Page<Media> page = library.catalog().list(query);
      micros.add((System.nanoTime() - start) / NANOS_PER_MICRO);
      if (page.items().size() != MediaQuery.DEFAULT_LIMIT) {
        throw new IllegalStateException(
            ask.title() + " must fill a page, was " + page.items().size() + " items");
      }
    }
    return Samples.of(micros).median();
  }

  /** Makes queries that differ in their values. */
  private static final class Queries {
    private final Library library;
    private final Ask ask;
    private final SplittableRandom random = new SplittableRandom();
    private final MediaId anyId = new SampleMedia(3).nextId();

    Queries(Library library, Ask ask) {
      this.library = library;
      this.ask = ask;
    }

    List<MediaQuery> make(int count) {
      return Stream.generate(this::next).limit(count).toList();
    }

    private MediaQuery next() {
      MediaQuery.Builder builder = MediaQuery.builder().sort(ask.sort());
      ask.filter().apply(builder, library.items(), random);
      return ask.deep() ? deep(builder) : builder.build();
    }

    /** A cursor says which query it is of; the first page gives one that can be moved. */
    private MediaQuery deep(MediaQuery.Builder builder) {
      Cursor first = library.catalog().list(builder.limit(1).build()).next().orElseThrow();
      Cursor moved = new Cursor(first.query(), middle(), anyId);
      return builder.limit(MediaQuery.DEFAULT_LIMIT).after(moved).build();
    }

    private long middle() {
      double place = 0.45 + 0.1 * random.nextDouble();
      return switch (ask.sort()) {
        case NEWEST, OLDEST ->
            SampleMedia.START.plusSeconds((long) (place * library.items())).toEpochMilli();
        case LARGEST, SMALLEST -> (long) (place * GalleryRows.LARGEST_BYTES);
      };
    }
  }
}
