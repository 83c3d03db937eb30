package dev.mediakeep.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Jobs put in line and done, each step acknowledged on disk, against the queues of this field. */
final class JobRate implements Benchmark {
  private static final int CALLERS = 64;
  private static final int OWNERS = 50;
  private static final int WARM_UPS = 2;
  private static final int ROUNDS = 11;

  @Override
  public String title() {
    return "jobs put in line and done by 64 callers, against db-scheduler and JobRunr on SQLite";
  }

  /** A side, how many jobs it gets a round, and what it reached in the rounds that count. */
  private static final class Entrant {
    private final JobSide side;
    private final int jobs;
    private final List<Double> enqueued = new ArrayList<>();
    private final List<Double> executed = new ArrayList<>();

    Entrant(JobSide side, int jobs) {
      this.side = side;
      this.jobs = jobs;
    }

    void round(boolean counts) throws Exception {
      Workplace.settle();
      double enqueue = side.enqueue(CALLERS, jobs);
      Workplace.settle();
      double execute = side.execute(CALLERS, jobs);
      if (counts) {
        enqueued.add(enqueue);
        executed.add(execute);
      }
    }

    Samples enqueued() {
      return Samples.of(enqueued);
    }

    Samples executed() {
      return Samples.of(executed);
    }
  }

  @Override
  public void run(Workplace workplace, Report report) throws Exception {
    try (JobSide ours = MediakeepJobs.open(workplace.file("ours.db"), OWNERS);
        JobSide alone = MediakeepJobs.open(workplace.file("alone.db"), OWNERS).byLoneWorkers();
        JobSide dbScheduler = DbSchedulerJobs.open(workplace.file("db-scheduler.db"));
        JobSide jobRunr = JobRunrJobs.open(workplace.file("jobrunr.db"))) {
      Entrant first = new Entrant(ours, 20_000);
      Entrant lone = new Entrant(alone, 20_000);
      Entrant second = new Entrant(dbScheduler, 4_000);
      Entrant third = new Entrant(jobRunr, 1_500);
      List<Entrant> entrants = new ArrayList<>(List.of(first, lone, second, third));
      for (int round = 0; round < WARM_UPS + ROUNDS; round++) {
        for (Entrant entrant : entrants) {
          entrant.round(round >= WARM_UPS);
        }
        Collections.rotate(entrants, 1);
      }
      tell(report, first, second, third);
      tellOfLone(report, lone, second, third);
    }
  }

  private static void tell(Report report, Entrant ours, Entrant dbScheduler, Entrant jobRunr) {
    compare(
        report, "ours against enqueue, db-scheduler", ours.enqueued(), dbScheduler.enqueued(), 10);
    compare(report, "ours against enqueue, JobRunr", ours.enqueued(), jobRunr.enqueued(), 10);
    compare(
        report,
        "ours against claim and complete, db-scheduler",
        ours.executed(),
        dbScheduler.executed(),
        10);
    compare(
        report,
        "ours against claim and complete, JobRunr",
        ours.executed(),
        jobRunr.executed(),
        20);
    report.note("write-ahead log and synchronous=FULL on all sides; ours: " + OWNERS + " owners");
    report.note("a peer has one connection, which is its fastest way to write SQLite");
    report.note("on all sides one thread claims, in batches, for 64 workers in its process");
  }

  private static void tellOfLone(
      Report report, Entrant lone, Entrant dbScheduler, Entrant jobRunr) {
    String step = "ours, each worker claiming for itself, against ";
    compare(report, step + "db-scheduler", lone.executed(), dbScheduler.executed(), 10);
    compare(report, step + "JobRunr", lone.executed(), jobRunr.executed(), 20);
  }

  private static void compare(
      Report report, String step, Samples ours, Samples peer, double times) {
    report.compared(step, Unit.PER_SECOND, ours, peer, new Target.AtLeast(times));
  }
}
