package dev.mediakeep.benchmarks;

import java.nio.file.Path;

/** What a fair pick costs among many jobs and many owners, against few. */
final class FairClaim implements Benchmark {
  private static final int MANY_JOBS = 1_000_000;
  private static final int MANY_OWNERS = 10_000;
  private static final int FEW_JOBS = 10_000;
  private static final int FEW_OWNERS = 10;
  private static final int CALLERS = 64;
  private static final int CLAIMS = 500;
  private static final Rounds ROUNDS = new Rounds(2, 5);

  @Override
  public String title() {
    return "claiming among 1,000,000 jobs of 10,000 owners, against 10,000 of 10";
  }

  @Override
  public void run(Workplace workplace, Report report) throws Exception {
    try (MediakeepJobs few = filled(workplace.file("few.db"), FEW_JOBS, FEW_OWNERS);
        MediakeepJobs longLine = filled(workplace.file("jobs.db"), MANY_JOBS, FEW_OWNERS);
        MediakeepJobs crowd = filled(workplace.file("owners.db"), MANY_JOBS, MANY_OWNERS)) {
      compare(report, "1,000,000 jobs of 10 owners", few, longLine);
      compare(report, "1,000,000 jobs of 10,000 owners", few, crowd);
    }
    report.note("a round is " + CLAIMS + " claims of one job each, by " + CALLERS + " callers");
  }

  private static MediakeepJobs filled(Path file, int jobs, int owners) throws Exception {
    MediakeepJobs side = MediakeepJobs.open(file, owners);
    side.enqueue(CALLERS, jobs);
    return side;
  }

  private static void compare(Report report, String what, MediakeepJobs few, MediakeepJobs many)
      throws Exception {
    Rounds.Pair pair = ROUNDS.run(() -> microsAClaim(few), () -> microsAClaim(many));
    report.compared(what, Unit.MICROS, pair.subject(), pair.reference(), new Target.AtMost(1.5));
  }

  private static double microsAClaim(MediakeepJobs side) throws Exception {
    Workplace.settle();
    double rate = Callers.rate(CALLERS, CLAIMS, number -> side.claim(1));
    return 1e6 / rate;
  }
}
