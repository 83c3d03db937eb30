package dev.mediakeep.sqlite;

import dev.mediakeep.job.ClaimRequest;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Hands out jobs to one worker, in one transaction. */
final class JobClaims {
  /*
   * What a claim costs grows neither with the jobs in line nor with their owners: the ledger has
   * what runs at a provider by the time at which it is asked again, the owners of a lane by turn,
   * and the due jobs of each owner by rank, so that all of these are the first of an ordered set.
   * Who is at a limit is passed over: an owner at his, of whom there are fewer than jobs under way;
   * and jobs from an address at its. So are jobs that came in line when the clock said more than it
   * does now: callers bring their times, and those may come in another order than they were read.
   *
   * The writer is one thread, so two workers never see the same first one, and the turns of many
   * picks in one claim follow each other as they would in many claims.
   */

  private final Session session;
  private final JobMachine machine;
  private final JobLedger ledger;
  private final ClaimRequest request;
  private final JobChanges changes;
  private final List<Job> claimed = new ArrayList<>();

  JobClaims(Session session, JobMachine machine, JobLedger ledger, ClaimRequest request) {
    this.session = session;
    this.machine = machine;
    this.ledger = ledger;
    this.request = request;
    this.changes = new JobChanges(session, machine, ledger);
  }

  List<Job> claim() throws SQLException {
    for (Timed poll : due()) {
      take(poll.number());
    }
    ledger.letInDue(now());
    boolean isMore = true;
    while (isMore && claimed.size() < request.most()) {
      isMore = takeNext();
    }
    return claimed;
  }

  private long now() {
    return request.now().toEpochMilli();
  }

  /** What is to be polled or looked up, the longest due first. */
  private List<Timed> due() {
    Timed last = new Timed(now(), Long.MAX_VALUE);
    List<Timed> due = new ArrayList<>();
    for (LedgerLane lane : ledger.lanes(request.lanes())) {
      lane.polls.headSet(last, true).stream().limit(request.most()).forEach(due::add);
    }
    due.sort(Timed.BY_TIME);
    return due.subList(0, Math.min(due.size(), request.most()));
  }

  /** A refusal would be met again and again: the ledger and the row then say different things. */
  private void take(long number) throws SQLException {
    JobRecord row = changes.get(number);
    JobCommand claim = new JobCommand.Claim(request.worker(), request.until());
    Outcome outcome = changes.apply(row, claim, request.now());
    if (!(outcome instanceof Outcome.Moved(Job moved, var resumes))) {
      throw new LedgerMismatchException("job " + row.job().id() + " is in line, but " + outcome);
    }
    claimed.add(moved);
  }

  private boolean takeNext() throws SQLException {
    Optional<InLine> next = next();
    if (next.isPresent()) {
      take(next.get().number());
      ledger.pick(next.get().turn(), next.get().cost(), session);
    }
    return next.isPresent();
  }

  private Optional<InLine> next() {
    for (LedgerLane lane : ledger.openLanes(request.lanes(), request.now())) {
      Optional<InLine> next = nextIn(lane);
      if (next.isPresent()) {
        return next;
      }
    }
    return Optional.empty();
  }

  private Optional<InLine> nextIn(LedgerLane lane) {
    int mostOfOwner = machine.policies().limits().runningByOwner();
    for (LedgerLane.Turn turn : lane.due()) {
      Optional<InLine> next =
          ledger.runningOf(turn.owner) < mostOfOwner ? nextOf(turn) : Optional.empty();
      if (next.isPresent()) {
        return next;
      }
    }
    return Optional.empty();
  }

  private Optional<InLine> nextOf(LedgerLane.Turn turn) {
    for (InLine job : turn.line()) {
      if (mayGo(job)) {
        return Optional.of(job);
      }
    }
    return Optional.empty();
  }

  private boolean mayGo(InLine job) {
    return job.dueAt() <= now() && hasRoom(job);
  }

  private boolean hasRoom(InLine job) {
    return job.address()
        .map(from -> ledger.runningFrom(from) < machine.policies().limits().runningByAddress())
        .orElse(true);
  }
}
