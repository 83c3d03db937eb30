package dev.mediakeep.sqlite;

import dev.mediakeep.job.ClaimRequest;
import dev.mediakeep.job.FairnessPolicy;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.Outcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Hands out jobs to one worker, in one transaction. */
final class JobClaims {
  /*
   * What a claim costs grows neither with the jobs in line nor with their owners. Everything that it
   * asks for is the first row of an index which holds only what may be handed out:
   *
   *   job_by_poll_time     what runs at a provider, by the time at which it is asked again
   *   job_turn_by_payment  the owners of a lane who have something due, by the round until which
   *                        they have paid
   *   job_by_rank          the due jobs of an owner in a lane, by age and priority
   *
   * Jobs for later are kept out of the last two by ready = 0, until a claim finds them due in
   * job_by_due_time and lets them in. Who is at a limit is passed over: an owner at his, of whom
   * there are fewer than jobs under way; and jobs from an address at its.
   *
   * The writer is one thread, so two workers never see the same first row, and the turns of many
   * picks in one claim follow each other as they would in many claims.
   */

  private static final int MADE_READY_AT_A_TIME = 1_000;

  private final Session session;
  private final JobMachine machine;
  private final ClaimRequest request;
  private final JobChanges changes;
  private final List<Job> claimed = new ArrayList<>();

  /** A lane that may hand out a job, and its round. */
  private record OpenLane(Lane lane, long round) {}

  /** The job whose turn it is, and until which round its owner has paid. */
  private record Pick(long paidUntil, Job job) {}

  JobClaims(Session session, JobMachine machine, ClaimRequest request) {
    this.session = session;
    this.machine = machine;
    this.request = request;
    this.changes = new JobChanges(session, machine);
  }

  List<Job> claim() throws SQLException {
    for (Job job : due()) {
      take(job);
    }
    if (claimed.size() < request.most()) {
      session
          .call(JobSql.MAKE_READY)
          .with(request.now().toEpochMilli())
          .with(MADE_READY_AT_A_TIME)
          .update();
    }
    boolean isMore = true;
    while (isMore && claimed.size() < request.most()) {
      isMore = takeNew();
    }
    return claimed;
  }

  private List<Job> due() throws SQLException {
    List<Job> due = new ArrayList<>();
    for (Lane lane : request.lanes()) {
      due.addAll(
          session
              .call(JobSql.LIST_DUE)
              .with(lane.toString())
              .with(request.now().toEpochMilli())
              .with(request.most())
              .all(JobRows::job));
    }
    return due.stream()
        .sorted(
            Comparator.comparing((Job job) -> job.state().claimableAt().orElseThrow())
                .thenComparing(Job::id))
        .limit(request.most())
        .toList();
  }

  private void take(Job job) throws SQLException {
    JobCommand claim = new JobCommand.Claim(request.worker(), request.until());
    if (changes.apply(job, claim, request.now()) instanceof Outcome.Moved(Job moved, var resumes)) {
      claimed.add(moved);
    }
  }

  private boolean takeNew() throws SQLException {
    List<OpenLane> lanes =
        session
            .call(JobSql.LIST_OPEN_LANES)
            .with(json(request))
            .with(request.now().toEpochMilli())
            .all(row -> new OpenLane(Lane.parse(row.text()), row.number()));
    for (OpenLane lane : lanes) {
      Optional<Pick> pick = pick(lane.lane());
      if (pick.isPresent()) {
        take(pick.get().job());
        charge(lane, pick.get());
        return true;
      }
    }
    return false;
  }

  private Optional<Pick> pick(Lane lane) throws SQLException {
    return session
        .call(JobSql.PICK)
        .with(lane.toString())
        .with(machine.policies().limits().runningByOwner())
        .with(machine.policies().limits().runningByAddress())
        .first(row -> new Pick(row.number(), JobRows.job(row)));
  }

  private void charge(OpenLane lane, Pick pick) throws SQLException {
    long turn = FairnessPolicy.turn(pick.paidUntil(), lane.round());
    session
        .call(JobSql.PAY)
        .with(FairnessPolicy.paid(turn, pick.job().request().cost()))
        .with(lane.lane().toString())
        .with(pick.job().request().owner().value())
        .update();
    session.call(JobSql.ADVANCE_LANE).with(turn).with(lane.lane().toString()).update();
  }

  private static String json(ClaimRequest request) {
    return request.lanes().stream()
        .map(lane -> '"' + lane.toString() + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }
}
