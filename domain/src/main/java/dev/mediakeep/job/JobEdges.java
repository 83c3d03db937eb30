package dev.mediakeep.job;

import static dev.mediakeep.job.Stop.Reason.TIME_LIMIT;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import dev.mediakeep.job.JobCommand.Claim;
import dev.mediakeep.job.JobCommand.Complete;
import dev.mediakeep.job.JobCommand.Doubt;
import dev.mediakeep.job.JobCommand.End;
import dev.mediakeep.job.JobCommand.Expire;
import dev.mediakeep.job.JobCommand.Fail;
import dev.mediakeep.job.JobCommand.Fenced;
import dev.mediakeep.job.JobCommand.Finding;
import dev.mediakeep.job.JobCommand.Heartbeat;
import dev.mediakeep.job.JobCommand.Intend;
import dev.mediakeep.job.JobCommand.NotFound;
import dev.mediakeep.job.JobCommand.Resolve;
import dev.mediakeep.job.JobCommand.Retry;
import dev.mediakeep.job.JobCommand.Stopped;
import dev.mediakeep.job.JobCommand.Submitted;
import dev.mediakeep.job.JobCommand.Wait;
import dev.mediakeep.job.JobState.Cancelled;
import dev.mediakeep.job.JobState.Exposed;
import dev.mediakeep.job.JobState.Failed;
import dev.mediakeep.job.JobState.Leased;
import dev.mediakeep.job.JobState.Looking;
import dev.mediakeep.job.JobState.Polling;
import dev.mediakeep.job.JobState.Queued;
import dev.mediakeep.job.JobState.Running;
import dev.mediakeep.job.JobState.Submitting;
import dev.mediakeep.job.JobState.Succeeded;
import dev.mediakeep.job.JobState.Uncertain;
import dev.mediakeep.job.JobState.Unconfirmed;
import dev.mediakeep.job.JobState.Waiting;
import dev.mediakeep.job.Outcome.Moved;
import dev.mediakeep.job.Outcome.Refused;
import dev.mediakeep.job.Outcome.Repeated;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What each command does in each state where it does anything; {@link JobMachine} has the table.
 */
final class JobEdges {
  private final JobPolicies policies;
  private final RandomGenerator random;

  JobEdges(JobPolicies policies, RandomGenerator random) {
    this.policies = policies;
    this.random = random;
  }

  /** Of a worker that has no lease any more, that is all there is to say. */
  static Outcome refused(Job job, JobCommand command) {
    return command instanceof Fenced fenced && !(job.state() instanceof Leased)
        ? leaseLost(job, fenced)
        : new Refused(
            Problem.of(
                ErrorCode.JOB_STATE_CONFLICT,
                "a job that is " + job.state().kind() + " takes no " + command.kind()));
  }

  /** Of a lease that is not the job's last, or that is and has ended. */
  static Outcome leaseLost(Job job, Fenced command) {
    long last = job.attempts().fence();
    String what =
        command.fence() == last
            ? " must last, has ended: the job is "
            : " must be the job's last, which is " + last + " in state ";
    return new Refused(
        Problem.of(ErrorCode.LEASE_LOST, "lease " + command.fence() + what + job.state().kind()));
  }

  private static Outcome moved(Job job) {
    return new Moved(job, Optional.empty());
  }

  Outcome run(Job job, Queued state, Claim claim, Instant now) {
    if (now.isBefore(state.dueAt())) {
      return notDue(job, state.dueAt());
    }
    Job claimed = job.with(job.attempts().claimed(now));
    return moved(claimed.in(new Running(leaseOf(claimed, claim))));
  }

  Outcome lookUp(Job job, Uncertain state, Claim claim, Instant now) {
    if (state.nextLookUpAt().isEmpty() || now.isBefore(state.nextLookUpAt().get())) {
      return new Refused(
          Problem.of(
              ErrorCode.JOB_STATE_CONFLICT,
              "an uncertain job is looked up when that is due, which is "
                  + state.nextLookUpAt().map(Instant::toString).orElse("never")));
    }
    Job claimed = job.with(job.attempts().claimed(now));
    return moved(claimed.in(new Looking(leaseOf(claimed, claim), state.intent(), state.stop())));
  }

  Outcome poll(Job job, Waiting state, Claim claim, Instant now) {
    if (now.isBefore(state.nextPollAt())) {
      return notDue(job, state.nextPollAt());
    }
    Job claimed = job.with(job.attempts().claimed(now));
    return moved(claimed.in(new Polling(leaseOf(claimed, claim), state.running(), state.stop())));
  }

  private static Outcome notDue(Job job, Instant due) {
    return new Refused(
        Problem.of(
            ErrorCode.JOB_STATE_CONFLICT,
            "a job that is " + job.state().kind() + " is claimed when it is due, at " + due));
  }

  private static Lease leaseOf(Job claimed, Claim claim) {
    return new Lease(claim.worker(), claimed.attempts().fence(), claim.until());
  }

  Outcome beat(Job job, Leased state, Heartbeat heartbeat, Instant now) {
    if (!now.isBefore(state.held().until())) {
      return ended(state.held(), now);
    }
    Lease prolonged = state.held().prolonged(heartbeat.until());
    return moved(job.told(heartbeat.progress()).in(state.under(prolonged)));
  }

  private static Outcome ended(Lease lease, Instant now) {
    return new Refused(
        Problem.of(
            ErrorCode.LEASE_LOST,
            "lease " + lease.fence() + " must last, ended at " + lease.until() + ", it is " + now));
  }

  Outcome intend(Job job, Running state, Intend command, Instant now) {
    if (!now.isBefore(state.held().until())) {
      return ended(state.held(), now);
    }
    Intent intent = new Intent(job.providerKey(), now);
    return moved(job.in(new Submitting(state.held(), intent, Optional.empty())));
  }

  Outcome submit(Job job, Unconfirmed state, Submitted command, Instant now) {
    return moved(job.in(waiting(command.handle(), state, command.nextPollAt(), now)));
  }

  private static Waiting waiting(String handle, Unconfirmed state, Instant next, Instant now) {
    Operation operation = new Operation(handle, state.intent().key(), now);
    return new Waiting(operation, state.stop().map(stop -> now).orElse(next), state.stop());
  }

  Outcome submitAgain(Job job, Waiting state, Submitted command, Instant now) {
    return state.running().handle().equals(command.handle())
        ? new Repeated(job)
        : refused(job, command);
  }

  Outcome doubt(Job job, Unconfirmed state, Doubt command, Instant now) {
    return moved(job.in(new Uncertain(state.intent(), command.nextLookUpAt(), state.stop())));
  }

  Outcome loseTrack(Job job, Unconfirmed state, Fenced command, Instant now) {
    // Not at once: the call of a worker that is gone may still be on its way.
    Instant next = now.plus(policies.lease().again());
    return moved(job.in(new Uncertain(state.intent(), Optional.of(next), state.stop())));
  }

  Outcome miss(Job job, Looking state, NotFound command, Instant now) {
    return state
        .stop()
        .map(stop -> moved(finish(job, stop, now)))
        .orElseGet(() -> requeue(job, now));
  }

  Outcome await(Job job, Polling state, Wait command, Instant now) {
    Instant next =
        state
            .stop()
            .map(stop -> policies.lease().again())
            .map(now::plus)
            .orElse(command.nextPollAt());
    return moved(job.told(command.progress()).in(new Waiting(state.running(), next, state.stop())));
  }

  Outcome pollAgain(Job job, Polling state, Instant next) {
    return moved(job.in(new Waiting(state.running(), next, state.stop())));
  }

  Outcome loseWorker(Job job, Running state, Expire command, Instant now) {
    Attempts attempts = job.attempts().lost();
    Job next = job.with(attempts);
    if (attempts.lostLeases() >= policies.lease().maxLost()) {
      String message =
          attempts.lostLeases()
              + " workers were lost over it, the last one was "
              + state.held().worker();
      return moved(fail(next, new Failure(FailureClass.POISON, message), now));
    }
    return requeue(next, now);
  }

  Outcome complete(Job job, Leased state, Complete command, Instant now) {
    Job done = job.told(Optional.of(Progress.DONE));
    return moved(done.in(new Succeeded(command.media(), now, state.operation())));
  }

  Outcome completeAgain(Job job, Succeeded state, Complete command, Instant now) {
    return state.media().equals(command.media()) ? new Repeated(job) : refused(job, command);
  }

  Outcome stopped(Job job, Polling state, Stopped command, Instant now) {
    return state
        .stop()
        .map(stop -> moved(finish(job, stop, now)))
        .orElseGet(() -> refused(job, command));
  }

  Outcome failBefore(Job job, Running state, Fail command, Instant now) {
    return failed(job, Optional.empty(), command, now);
  }

  Outcome failSubmission(Job job, Submitting state, Fail command, Instant now) {
    return failed(job, state.stop(), command, now);
  }

  /** Only that the provider could not be asked leaves the operation running. */
  Outcome failOperation(Job job, Polling state, Fail command, Instant now) {
    return switch (command.failure().kind()) {
      case UNAVAILABLE -> {
        Instant until = resumption(command, now);
        Job failing = job.failedBy(command.failure());
        yield new Moved(
            failing.in(new Waiting(state.running(), until, state.stop())), Optional.of(until));
      }
      case TRANSIENT, PERMANENT, POISON, TIME_LIMIT, ABANDONED ->
          failed(job, state.stop(), command, now);
    };
  }

  Outcome failed(Job tried, Optional<Stop> stop, Fail command, Instant now) {
    Job job = tried.failedBy(command.failure());
    if (stop.isPresent()) {
      return moved(finish(job, stop.get(), now));
    }
    return switch (command.failure().kind()) {
      case TRANSIENT -> retryLater(job, command.failure(), now);
      case UNAVAILABLE -> {
        Instant until = resumption(command, now);
        Job refunded = job.with(job.attempts().refunded());
        yield new Moved(refunded.in(new Queued(job.createdAt(), until)), Optional.of(until));
      }
      case PERMANENT, POISON, TIME_LIMIT, ABANDONED -> moved(fail(job, command.failure(), now));
    };
  }

  Outcome retryLater(Job job, Failure failure, Instant now) {
    Attempts attempts = job.attempts().failed();
    if (!policies.retry().allowsAfter(attempts.spent())) {
      return moved(fail(job.with(attempts), failure, now));
    }
    Instant due = now.plus(policies.retry().delay(attempts.spent(), random));
    return moved(job.with(attempts).in(new Queued(due, due)));
  }

  private Instant resumption(Fail command, Instant now) {
    return command.until().filter(now::isBefore).orElseGet(() -> now.plus(policies.retry().cap()));
  }

  static Outcome requeue(Job job, Instant now) {
    return moved(job.in(new Queued(job.createdAt(), now)));
  }

  private static Job fail(Job job, Failure failure, Instant now) {
    return job.in(new Failed(failure, now, job.state().operation()));
  }

  /** The job as it ends for that reason. */
  private static Job finish(Job job, Stop stop, Instant now) {
    return switch (stop.reason()) {
      case CANCELLED -> job.in(new Cancelled(now, job.state().operation()));
      case TIME_LIMIT ->
          fail(
              job,
              new Failure(
                  FailureClass.TIME_LIMIT, "it took longer than " + job.request().timeLimit()),
              now);
    };
  }

  Outcome end(Job job, JobState state, End command, Instant now) {
    return moved(finish(job, new Stop(command.reason(), now), now));
  }

  /** A wish to cancel goes before a time limit, whichever came first. */
  Outcome note(Job job, Exposed state, End command, Instant now) {
    boolean isKnown =
        state
            .stop()
            .filter(stop -> stop.reason() == command.reason() || command.reason() == TIME_LIMIT)
            .isPresent();
    return isKnown
        ? new Repeated(job)
        : moved(job.in(state.stopping(new Stop(command.reason(), now))));
  }

  Outcome retry(Job job, JobState state, Retry command, Instant now) {
    return moved(job.with(job.attempts().anew()).untold().in(new Queued(now, now)));
  }

  Outcome resolve(Job job, Unconfirmed state, Resolve command, Instant now) {
    return switch (command.finding()) {
      case Finding.Runs(String handle) -> moved(job.in(waiting(handle, state, now, now)));
      case Finding.NeverArrived() ->
          state
              .stop()
              .map(stop -> moved(finish(job, stop, now)))
              .orElseGet(() -> requeue(job, now));
      case Finding.GivenUp(String why) ->
          moved(fail(job, new Failure(FailureClass.ABANDONED, why), now));
    };
  }

  /** What runs, or is done, at the provider is paid for, and costs nothing more to be fetched. */
  Outcome takeUp(Job job, Failed state, Resolve command, Instant now) {
    if (!(command.finding() instanceof Finding.Runs(String handle))) {
      return takesOnly("that a provider runs it", job);
    }
    String key = state.operation().map(Operation::key).orElseGet(job::providerKey);
    Operation operation = new Operation(handle, key, now);
    return moved(
        job.with(job.attempts().untimed()).in(new Waiting(operation, now, Optional.empty())));
  }

  Outcome giveUp(Job job, Waiting state, Resolve command, Instant now) {
    return command.finding() instanceof Finding.GivenUp(String why)
        ? moved(fail(job, new Failure(FailureClass.ABANDONED, why), now))
        : takesOnly("that it is given up", job);
  }

  private static Outcome takesOnly(String finding, Job job) {
    return new Refused(
        Problem.of(
            ErrorCode.JOB_STATE_CONFLICT,
            "the finding for a job that is " + job.state().kind() + " must be " + finding));
  }
}
