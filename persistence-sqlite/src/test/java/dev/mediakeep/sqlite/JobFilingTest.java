package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPage;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.job.PurgeSlice;
import dev.mediakeep.job.QueueLimits;
import dev.mediakeep.job.Stop;
import dev.mediakeep.testkit.SampleJobs;
import dev.mediakeep.testkit.SettableClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Jobs and lines are found whether they are filed already or not. */
@Timeout(120)
final class JobFilingTest {
  /** So many that some are filed and some are not. */
  private static final int JOBS = 950;

  private static final int OWNERS = 3;

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private final List<NewJob> asked = new ArrayList<>();
  @TempDir private Path folder;
  @AutoClose private SqliteStore store;
  private JobStore jobs;

  @BeforeEach
  void ask() {
    store = SqliteStore.open(TestDatabase.in(folder));
    jobs = store.jobs(machine());
    jobs.putLane(new LaneRule(SampleJobs.LANE, 2 * JOBS, JOBS));
    for (int job = 0; job < JOBS; job++) {
      clock.advance(Duration.ofMillis(1));
      OwnerId owner = owner(job % OWNERS);
      asked.add(samples.next(JobRequest.builder(owner, SampleJobs.LANE).build()));
      jobs.enqueue(asked.getLast());
    }
  }

  private static JobMachine machine() {
    JobPolicies usual = JobPolicies.ofDefaults();
    QueueLimits limits = QueueLimits.builder().queuedByOwner(JOBS).runningByOwner(JOBS).build();
    return new JobMachine(
        new JobPolicies(usual.retry(), usual.lease(), usual.fairness(), limits),
        new SplittableRandom(1));
  }

  private static OwnerId owner(int number) {
    return new OwnerId("owner-" + number);
  }

  @Test
  void an_owner_has_each_of_his_jobs_once() throws Exception {
    assertThat(count("job_by_owner")).isBetween(1L, JOBS - 1L);
    for (int owner = 0; owner < OWNERS; owner++) {
      assertThat(listed(owner(owner))).isEqualTo(asked(owner(owner)));
    }
    reopen();
    NewJob last = samples.next(owner(0));
    asked.add(last);
    jobs.enqueue(last);
    assertThat(listed(owner(0))).isEqualTo(asked(owner(0)));
  }

  @Test
  void a_job_has_each_of_its_lines_once() throws Exception {
    JobId first = asked.getFirst().id();
    long fence = SampleJobs.fence(jobs.claim(samples.claim(1)).getFirst());
    for (int line = 0; line < 120; line++) {
      JobCommand beat =
          new JobCommand.Heartbeat(fence, clock.instant().plusSeconds(60), Optional.empty());
      jobs.change(first, beat, clock.instant());
    }
    assertThat(count("job_event_by_job")).isPositive();
    List<JobEntry> lines = lines(first, 0, 200);
    assertThat(lines).hasSize(122);
    assertThat(lines).isSortedAccordingTo(Comparator.comparingLong(JobEntry::number));
    assertThat(lines).extracting(JobEntry::number).doesNotHaveDuplicates();
    assertThat(lines(first, lines.get(60).number(), 10)).isEqualTo(lines.subList(61, 71));
    reopen();
    assertThat(lines(first, 0, 200)).isEqualTo(lines);
  }

  @Test
  void nothing_is_left_of_what_was_purged() throws Exception {
    for (NewJob job : asked) {
      JobCommand cancel = new JobCommand.End(Stop.Reason.CANCELLED);
      jobs.change(job.id(), cancel, clock.instant());
    }
    clock.advance(Duration.ofSeconds(1));
    PurgeSlice slice;
    do {
      slice = jobs.purgeFinishedBefore(clock.instant(), clock.instant(), 250);
    } while (slice.isMore());
    for (String table : List.of("job", "job_event", "job_by_owner", "job_event_by_job")) {
      assertThat(count(table)).as(table).isZero();
    }
    reopen();
    NewJob next = samples.next(owner(1));
    jobs.enqueue(next);
    assertThat(listed(owner(1))).containsExactly(next.id());
    assertThat(lines(next.id(), 0, 10)).hasSize(1);
  }

  private void reopen() {
    store.close();
    store = SqliteStore.open(TestDatabase.config(folder.resolve("app.db")).build());
    jobs = store.jobs(machine());
  }

  /** His jobs page by page, the newest first. */
  private List<JobId> listed(OwnerId owner) {
    List<JobId> ids = new ArrayList<>();
    JobQuery query =
        new JobQuery(Optional.of(owner), Optional.empty(), Optional.empty(), 50, Optional.empty());
    JobPage page = jobs.list(query);
    while (page.next().isPresent()) {
      page.jobs().stream().map(Job::id).forEach(ids::add);
      page =
          jobs.list(
              new JobQuery(query.owner(), query.lane(), query.state(), query.limit(), page.next()));
    }
    page.jobs().stream().map(Job::id).forEach(ids::add);
    return ids;
  }

  private List<JobId> asked(OwnerId owner) {
    return asked.reversed().stream()
        .filter(job -> job.request().owner().equals(owner))
        .map(NewJob::id)
        .toList();
  }

  private List<JobEntry> lines(JobId job, long after, int limit) {
    return jobs.listEntries(new EntryQuery(Optional.of(job), after, limit));
  }

  private long count(String table) throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("app.db"));
        ResultSet rows = other.createStatement().executeQuery("SELECT count(*) FROM " + table)) {
      return rows.getLong(1);
    }
  }
}
