package dev.mediakeep.job;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A page of jobs, the newest first. By default 50 of all owners, lanes and states, from the newest
 * on.
 *
 * @param owner only this owner's
 * @param lane only of this lane
 * @param state only in this state
 * @param limit at most so many, 1 to 200
 * @param after only older ones than where the cursor stands
 */
public record JobQuery(
    Optional<OwnerId> owner,
    Optional<Lane> lane,
    Optional<JobState.Kind> state,
    int limit,
    Optional<JobCursor> after) {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  public JobQuery {
    Rules.inRange("limit", limit, 1, MAX_LIMIT);
    String own = fingerprint(owner, lane, state);
    after
        .filter(cursor -> !cursor.query().equals(own))
        .ifPresent(cursor -> {
          throw new MediakeepException(
              Problem.of(
                      ErrorCode.CURSOR_INVALID, "cursor must come from a page of the same filters")
                  .withField("cursor"));
        });
  }

  public static JobQuery ofDefaults() {
    return new JobQuery(
        Optional.empty(), Optional.empty(), Optional.empty(), DEFAULT_LIMIT, Optional.empty());
  }

  /** Whether a job passes the filters, as an adapter in memory needs it. */
  public boolean matches(Job job) {
    return owner.map(job.request().owner()::equals).orElse(true)
        && lane.map(job.request().lane()::equals).orElse(true)
        && state.map(job.state().kind()::equals).orElse(true);
  }

  /** The id that the jobs of the page are older than. */
  public Optional<JobId> before() {
    return after.map(JobCursor::job);
  }

  /**
   * The page that these jobs make.
   *
   * @param found the matches in order, one more than the limit where there are so many
   */
  public JobPage pageOf(List<Job> found) {
    if (found.size() <= limit) {
      return new JobPage(found, Optional.empty());
    }
    List<Job> jobs = found.subList(0, limit);
    String own = fingerprint(owner, lane, state);
    return new JobPage(jobs, Optional.of(new JobCursor(own, jobs.getLast().id())));
  }

  private static String fingerprint(
      Optional<OwnerId> owner, Optional<Lane> lane, Optional<JobState.Kind> state) {
    return String.format(
        "%08x", Objects.hash(owner, lane, state.map(JobState.Kind::name).orElse("")));
  }
}
