package dev.mediakeep.job;

import static dev.mediakeep.job.JobState.Kind.CANCELLED;
import static dev.mediakeep.job.JobState.Kind.FAILED;
import static dev.mediakeep.job.JobState.Kind.LOOKING;
import static dev.mediakeep.job.JobState.Kind.POLLING;
import static dev.mediakeep.job.JobState.Kind.QUEUED;
import static dev.mediakeep.job.JobState.Kind.RUNNING;
import static dev.mediakeep.job.JobState.Kind.SUBMITTING;
import static dev.mediakeep.job.JobState.Kind.SUCCEEDED;
import static dev.mediakeep.job.JobState.Kind.UNCERTAIN;
import static dev.mediakeep.job.JobState.Kind.WAITING;

import dev.mediakeep.job.JobCommand.Claim;
import dev.mediakeep.job.JobCommand.Complete;
import dev.mediakeep.job.JobCommand.Doubt;
import dev.mediakeep.job.JobCommand.End;
import dev.mediakeep.job.JobCommand.Expire;
import dev.mediakeep.job.JobCommand.Fail;
import dev.mediakeep.job.JobCommand.Fenced;
import dev.mediakeep.job.JobCommand.Heartbeat;
import dev.mediakeep.job.JobCommand.Intend;
import dev.mediakeep.job.JobCommand.NotFound;
import dev.mediakeep.job.JobCommand.Release;
import dev.mediakeep.job.JobCommand.Resolve;
import dev.mediakeep.job.JobCommand.Retry;
import dev.mediakeep.job.JobCommand.Stopped;
import dev.mediakeep.job.JobCommand.Submitted;
import dev.mediakeep.job.JobCommand.TakeBack;
import dev.mediakeep.job.JobCommand.Wait;
import dev.mediakeep.job.JobState.Cancelled;
import dev.mediakeep.job.JobState.Failed;
import dev.mediakeep.job.JobState.Looking;
import dev.mediakeep.job.JobState.Polling;
import dev.mediakeep.job.JobState.Queued;
import dev.mediakeep.job.JobState.Running;
import dev.mediakeep.job.JobState.Submitting;
import dev.mediakeep.job.JobState.Succeeded;
import dev.mediakeep.job.JobState.Uncertain;
import dev.mediakeep.job.JobState.Waiting;
import dev.mediakeep.job.Outcome.Moved;
import dev.mediakeep.job.Outcome.Repeated;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** What becomes of a job: the only place that says so. Knows no store and no clock. Thread-safe. */
public final class JobMachine {
  /*
   * A job costs money at a provider, so it must never be submitted twice, and what is paid for must
   * never be lost. Between the call to the provider and the moment at which its answer is on disk, a
   * crash leaves us not knowing. That moment cannot be closed; but it can be marked. So a worker
   * first writes that it will call (INTEND), with the key that it will call under; then calls; then
   * writes what it got (SUBMITTED).
   *
   *                    claim              intend               submitted
   *    ╭─► QUEUED ──────────► RUNNING ──────────► SUBMITTING ──────────────► WAITING ◄──╮
   *    │     ▲  ▲  release,     │ │                  │ │ lease lost,           │ claim  │ wait, release,
   *    │     │  ╰──────────────╯ │                  │ │ doubt                 ▼        │ lease lost
   *    │     │     lease lost     │ complete         │ ▼         found       POLLING ───╯
   *    │     │                    │                  │ UNCERTAIN ──────────►   │ │
   *    │     │                    │                  │  │    ▲  (LOOKING)      │ │
   *    │     ╰────────────────────│──────────────────│──╯ not found            │ │ complete
   *    │           fail, while attempts are left ◄───╯◄────────────────────────╯ │
   *    │                          ▼                                              ▼
   *    ╰─ retry ── FAILED   SUCCEEDED ◄──────────────────────────────────────────╯
   *       by a     CANCELLED
   *       person
   *
   * - Before INTEND nothing can have been paid: a lost lease puts the job back in line, and a cancel
   *   ends it at once. Three lost leases there mean that the job kills its workers.
   * - From INTEND on, silence means UNCERTAIN. The provider is asked by the key; where it cannot
   *   tell, a person decides. Nothing leads from there to a submission but the provider's word that
   *   it has nothing, or a person's. Who was silent too long may still say what he got, as long as
   *   nobody had the job after him: his handle is all that is known of what is paid for.
   * - With an operation known, silence costs nothing: whoever comes next polls it. No number of lost
   *   leases ends such a job, since its render is paid for.
   * - A key stays the same until its submission has failed for sure. So even a provider that finds
   *   nothing at first and gets our call late runs it once.
   * - A cancel, or the end of the time limit, ends a job at once where nothing can run at the
   *   provider. Otherwise it is noted (Stop), and whoever has the job next asks the provider how it
   *   is: what is done is paid for, and kept; what is not is cancelled there.
   * - A job that failed although something runs, or is done, at the provider can be taken up again
   *   by a person who knows the handle (RESOLVE). That costs nothing, other than RETRY.
   * - A worker proves by its fence that the lease is still its own. The fence grows with each claim,
   *   so an old one is known for ever; what comes under it is refused and changes nothing. What comes
   *   twice under the right one changes nothing and is answered as the first time.
   * - Where the store was put back from an older copy, a job's manifest may know more than its row.
   *   TAKE_BACK gives the row what the manifest knows, from any state, and leaves nobody with a lease.
   *
   * The table below is complete: what is not in it is refused.
   */

  private static final List<Class<? extends JobState>> STATES =
      List.of(
          Queued.class,
          Running.class,
          Submitting.class,
          Uncertain.class,
          Looking.class,
          Waiting.class,
          Polling.class,
          Succeeded.class,
          Failed.class,
          Cancelled.class);

  private final JobPolicies policies;
  private final EdgeTable table = new EdgeTable();

  /**
   * A machine of these rules.
   *
   * @param random draws the waits between attempts; must be thread-safe where the machine is shared
   */
  public JobMachine(JobPolicies policies, RandomGenerator random) {
    this.policies = policies;
    JobEdges edges = new JobEdges(policies, random);
    addEdgesBeforeTheIntent(edges);
    addEdgesWithoutAHandle(edges);
    addEdgesWithAHandle(edges);
    table.from(Succeeded.class).on(Complete.class, edges::completeAgain);
    table
        .from(Failed.class)
        .on(Retry.class, edges::retry, QUEUED)
        .on(Resolve.class, edges::takeUp, WAITING);
    table
        .from(Cancelled.class)
        .on(End.class, (job, state, again, now) -> new Repeated(job))
        .on(Retry.class, edges::retry, QUEUED);
    addEdgesByManifest(new TakenBack(policies));
  }

  /** From each state: a store that was put back from an older copy may have the job in any. */
  private void addEdgesByManifest(TakenBack rule) {
    for (Class<? extends JobState> state : STATES) {
      table
          .from(state)
          .on(
              TakeBack.class,
              (job, before, command, now) ->
                  new Moved(rule.of(job, command.told(), now), Optional.empty()),
              QUEUED,
              UNCERTAIN,
              WAITING,
              SUCCEEDED,
              FAILED,
              CANCELLED);
    }
  }

  private void addEdgesBeforeTheIntent(JobEdges edges) {
    table
        .from(Queued.class)
        .on(Claim.class, edges::run, RUNNING)
        .on(End.class, edges::end, CANCELLED, FAILED);
    table
        .from(Running.class)
        .on(Heartbeat.class, edges::beat, RUNNING)
        .on(Intend.class, edges::intend, SUBMITTING)
        .on(Complete.class, edges::complete, SUCCEEDED)
        .on(Fail.class, edges::failBefore, QUEUED, FAILED)
        .on(Release.class, (job, state, release, now) -> JobEdges.requeue(job, now), QUEUED)
        .on(Expire.class, edges::loseWorker, QUEUED, FAILED)
        .on(End.class, edges::end, CANCELLED, FAILED);
  }

  private void addEdgesWithoutAHandle(JobEdges edges) {
    table
        .from(Submitting.class)
        .on(Heartbeat.class, edges::beat, SUBMITTING)
        .on(Intend.class, (job, state, again, now) -> new Repeated(job))
        .on(Submitted.class, edges::submit, WAITING)
        .on(Doubt.class, edges::doubt, UNCERTAIN)
        .on(Complete.class, edges::complete, SUCCEEDED)
        .on(Fail.class, edges::failSubmission, QUEUED, FAILED, CANCELLED)
        .on(Release.class, edges::loseTrack, UNCERTAIN)
        .on(Expire.class, edges::loseTrack, UNCERTAIN)
        .on(End.class, edges::note, SUBMITTING);
    table
        .from(Uncertain.class)
        .on(Claim.class, edges::lookUp, LOOKING)
        .on(Submitted.class, edges::submit, WAITING)
        .on(End.class, edges::note, UNCERTAIN)
        .on(Resolve.class, edges::resolve, WAITING, QUEUED, FAILED, CANCELLED);
    table
        .from(Looking.class)
        .on(Heartbeat.class, edges::beat, LOOKING)
        .on(Submitted.class, edges::submit, WAITING)
        .on(NotFound.class, edges::miss, QUEUED, FAILED, CANCELLED)
        .on(Doubt.class, edges::doubt, UNCERTAIN)
        .on(Release.class, edges::loseTrack, UNCERTAIN)
        .on(Expire.class, edges::loseTrack, UNCERTAIN)
        .on(End.class, edges::note, LOOKING)
        .on(Resolve.class, edges::resolve, WAITING, QUEUED, FAILED, CANCELLED);
  }

  private void addEdgesWithAHandle(JobEdges edges) {
    table
        .from(Waiting.class)
        .on(Claim.class, edges::poll, POLLING)
        .on(Submitted.class, edges::submitAgain)
        .on(End.class, edges::note, WAITING)
        .on(Resolve.class, edges::giveUp, FAILED);
    table
        .from(Polling.class)
        .on(Heartbeat.class, edges::beat, POLLING)
        .on(Wait.class, edges::await, WAITING)
        .on(Complete.class, edges::complete, SUCCEEDED)
        .on(Fail.class, edges::failOperation, QUEUED, WAITING, FAILED, CANCELLED)
        .on(Stopped.class, edges::stopped, FAILED, CANCELLED)
        .on(Release.class, (job, state, release, now) -> edges.pollAgain(job, state, now), WAITING)
        .on(
            Expire.class,
            (job, state, end, now) ->
                edges.pollAgain(job, state, now.plus(policies.lease().again())),
            WAITING)
        .on(End.class, edges::note, POLLING);
  }

  /** The rules that it goes by. */
  public JobPolicies policies() {
    return policies;
  }

  /** The states that a command may lead to from a state; none where it is refused. */
  public Set<JobState.Kind> targets(
      Class<? extends JobState> state, Class<? extends JobCommand> command) {
    return table.targets(state, command);
  }

  /** What becomes of the job. Changes nothing itself. */
  public Outcome apply(Job job, JobCommand command, Instant now) {
    if (command instanceof Fenced fenced && fenced.fence() != job.attempts().fence()) {
      return JobEdges.leaseLost(job, fenced);
    }
    return table.follow(job, command, now).orElseGet(() -> JobEdges.refused(job, command));
  }
}
