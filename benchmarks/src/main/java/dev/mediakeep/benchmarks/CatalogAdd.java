package dev.mediakeep.benchmarks;

import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.sqlite.SqliteStore;
import dev.mediakeep.testkit.SampleMedia;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Items through the catalogue, each acknowledged on disk, against the same rows through JDBC. */
final class CatalogAdd implements Benchmark {
  private static final int CALLERS = 64;
  private static final int ITEMS_TOGETHER = 200 * CALLERS;
  private static final int ITEMS_ALONE = 2_000;
  private static final Rounds ROUNDS = new Rounds(3, 9);

  private final SampleMedia samples = new SampleMedia(1);

  @Override
  public String title() {
    return "MediaCatalog.add on SQLite, each answer on disk, against raw sqlite-jdbc";
  }

  @Override
  public void run(Workplace workplace, Report report) throws Exception {
    Path ours = workplace.file("ours.db");
    Path raw = workplace.file("raw.db");
    Stores.open(raw).close();
    try (SqliteStore store = Stores.open(ours);
        RawCatalog plain = RawCatalog.open(raw)) {
      MediaCatalog catalog = store.media();
      Rounds.Pair together =
          ROUNDS.run(
              () -> raw(plain, ITEMS_TOGETHER, CALLERS),
              () -> add(catalog, ITEMS_TOGETHER, CALLERS));
      report.reference("raw, 64 items a commit", Unit.PER_SECOND, together.reference());
      report.compared(
          "MediaCatalog.add, 64 callers",
          Unit.PER_SECOND,
          together.subject(),
          together.reference(),
          new Target.AtLeast(0.5));
      Rounds.Pair alone =
          ROUNDS.run(() -> raw(plain, ITEMS_ALONE, 1), () -> add(catalog, ITEMS_ALONE, 1));
      report.reference("raw, 1 item a commit", Unit.PER_SECOND, alone.reference());
      report.compared(
          "MediaCatalog.add, 1 caller",
          Unit.PER_SECOND,
          alone.subject(),
          alone.reference(),
          new Target.AtLeast(0.8));
    }
    report.note("an item is one row of media, one of blob and two of media_tag, with 11 indexes");
  }

  private List<Media> items(int count) {
    return Stream.generate(samples::nextImage).limit(count).toList();
  }

  private double raw(RawCatalog plain, int count, int perCommit) throws Exception {
    List<Media> items = items(count);
    Workplace.settle();
    long start = System.nanoTime();
    plain.addAll(items, perCommit);
    return count * Callers.NANOS_PER_SECOND / (System.nanoTime() - start);
  }

  private double add(MediaCatalog catalog, int count, int callers) throws Exception {
    List<Media> items = items(count);
    Workplace.settle();
    return Callers.rate(callers, count, number -> catalog.add(items.get(number)));
  }
}
