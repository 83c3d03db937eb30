package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.job.EntryQuery;
import dev.mediakeep.job.Failure;
import dev.mediakeep.job.FailureClass;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.JobStore;
import dev.mediakeep.job.Progress;
import dev.mediakeep.job.Stop;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Walks a job through its states at random, by commands that are mostly its last worker's, and
 * holds each step against the table and against what may never happen.
 */
final class JobWalk {
  private static final MediaId MEDIA =
      new MediaId(UUID.fromString("01957000-0000-7000-8000-000000000001"));

  private final JobStore jobs;
  private final SettableClock clock;
  private final SplittableRandom random;
  private final JobMachine machine =
      new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(0));

  /** By which key something may run at the provider for a job, as far as anybody can know. */
  private final Map<JobId, String> exposed = new HashMap<>();

  JobWalk(JobStore jobs, SettableClock clock, long seed) {
    this.jobs = jobs;
    this.clock = clock;
    this.random = new SplittableRandom(seed);
  }

  /** Takes so many steps; answers the job as the last step that took effect left it. */
  Job walk(JobId id, int steps) {
    Job job = jobs.find(id).orElseThrow();
    for (int step = 0; step < steps; step++) {
      clock.advance(Duration.ofMillis(random.nextLong(90_000)));
      job = step(job, command(job));
    }
    return job;
  }

  private Job step(Job before, JobCommand command) {
    Instant now = clock.instant();
    var allowed = machine.targets(before.state().getClass(), command.getClass());
    return switch (jobs.change(before.id(), command, now)) {
      case JobChange.Done(Job after) -> {
        if (!after.equals(before)) {
          assertThat(allowed).as("%s in %s", command, before).contains(after.state().kind());
          assertThat(lastLine(after))
              .isEqualTo(
                  JobEntry.of(lastLine(after).number(), after, Optional.of(command.kind()), now));
        }
        assertThat(SampleJobs.fence(after)).isGreaterThanOrEqualTo(SampleJobs.fence(before));
        assertThat(jobs.find(before.id())).contains(after);
        neverPaysTwice(before, command, after);
        yield after;
      }
      case JobChange.Refused refused -> {
        assertThat(jobs.find(before.id())).contains(before);
        yield before;
      }
      case JobChange.Absent absent -> throw new AssertionError(absent);
    };
  }

  private JobEntry lastLine(Job job) {
    List<JobEntry> lines = jobs.listEntries(new EntryQuery(Optional.of(job.id()), 0, 1_000));
    return lines.getLast();
  }

  /**
   * Between an intent and the word that nothing runs any more, from somebody who knows, there is no
   * submission under another key.
   */
  private void neverPaysTwice(Job before, JobCommand command, Job after) {
    switch (command.kind()) {
      case INTEND -> {
        String earlier = exposed.put(after.id(), after.providerKey());
        assertThat(earlier).as("what may run already").isIn(null, after.providerKey());
      }
      case FAIL, NOT_FOUND, STOPPED, RESOLVE, COMPLETE, RETRY -> {
        if (!(after.state() instanceof JobState.Exposed)) {
          exposed.remove(after.id());
        }
      }
      case CLAIM, HEARTBEAT, SUBMITTED, DOUBT, WAIT, RELEASE, EXPIRE, STOP, TAKE_BACK ->
          assertThat(exposed.containsKey(after.id()) && !isRemembered(after.state()))
              .as("what may run is forgotten: %s by %s", before, command)
              .isFalse();
    }
  }

  private static boolean isRemembered(JobState state) {
    return state instanceof JobState.Exposed || state.kind().isFinal();
  }

  private JobCommand command(Job job) {
    Instant now = clock.instant();
    Instant soon = now.plusMillis(random.nextLong(120_000));
    long fence = SampleJobs.fence(job) - (random.nextInt(10) == 0 ? 1 : 0);
    JobCommand.Kind[] kinds = JobCommand.Kind.values();
    return switch (kinds[random.nextInt(kinds.length)]) {
      case CLAIM -> new JobCommand.Claim(SampleJobs.WORKER, soon);
      case HEARTBEAT -> new JobCommand.Heartbeat(fence, soon, progress());
      case INTEND -> new JobCommand.Intend(fence);
      case SUBMITTED -> new JobCommand.Submitted(fence, "op-" + job.providerKey(), soon);
      case NOT_FOUND -> new JobCommand.NotFound(fence);
      case DOUBT -> new JobCommand.Doubt(fence, maybe(soon));
      case WAIT -> new JobCommand.Wait(fence, soon, progress());
      case COMPLETE -> new JobCommand.Complete(fence, List.of(MEDIA));
      case FAIL -> new JobCommand.Fail(fence, failure(), maybe(soon));
      case STOPPED -> new JobCommand.Stopped(fence);
      case RELEASE -> new JobCommand.Release(fence);
      case EXPIRE -> new JobCommand.Expire(fence);
      case STOP -> new JobCommand.End(anyOf(Stop.Reason.values()));
      case RETRY -> new JobCommand.Retry();
      case RESOLVE -> new JobCommand.Resolve(finding());
      case TAKE_BACK -> new JobCommand.TakeBack(job);
    };
  }

  private Optional<Progress> progress() {
    return Optional.of(new Progress(random.nextInt(101), Optional.of("frame " + random.nextInt())))
        .filter(told -> random.nextBoolean());
  }

  private <T> Optional<T> maybe(T value) {
    return random.nextBoolean() ? Optional.of(value) : Optional.empty();
  }

  private Failure failure() {
    return new Failure(anyOf(FailureClass.values()), "the provider said no");
  }

  private JobCommand.Finding finding() {
    return switch (random.nextInt(3)) {
      case 0 -> new JobCommand.Finding.Runs("op-found");
      case 1 -> new JobCommand.Finding.NeverArrived();
      default -> new JobCommand.Finding.GivenUp("nobody knows");
    };
  }

  private <T> T anyOf(T[] values) {
    return values[random.nextInt(values.length)];
  }
}
