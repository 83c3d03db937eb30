package dev.mediakeep.benchmarks;

import dev.mediakeep.sqlite.SqliteStore;
import java.nio.file.Path;

/**
 * What it costs to have the writer's thread do something and answer, without the disk: a unit that
 * changes nothing, in a transaction that leaves nothing to sync.
 */
final class WriterHandover implements Benchmark {
  private static final int CALLS = 20_000;
  private static final int[] CALLERS = {1, 8, 64};
  private static final Rounds ROUNDS = new Rounds(3, 7);

  @Override
  public String title() {
    return "an empty unit through the group-commit writer, against BEGIN and COMMIT in place";
  }

  @Override
  public void run(Workplace workplace, Report report) throws Exception {
    Path ours = workplace.file("ours.db");
    Path raw = workplace.file("raw.db");
    Stores.open(raw).close();
    try (SqliteStore store = Stores.open(ours);
        RawCatalog plain = RawCatalog.open(raw)) {
      for (int callers : CALLERS) {
        Rounds.Pair pair =
            ROUNDS.run(
                () -> plain.emptyCommits(CALLS),
                () -> Callers.rate(callers, CALLS, number -> store.media().ping()));
        report.compared(
            callers + (callers == 1 ? " caller" : " callers"),
            Unit.PER_SECOND,
            pair.subject(),
            pair.reference(),
            new Target.None());
      }
    }
  }
}
