package dev.mediakeep.ops;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobCursor;
import dev.mediakeep.job.JobPage;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobState;
import dev.mediakeep.job.Lane;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code mediakeep jobs list}. */
@Command(
    name = "list",
    header = "List video jobs, newest first",
    description = {
      "Works beside a running server. Prints a table, cut to the width of the terminal; with --json"
          + " the page as HTTP gives it, or with --all one job a line."
    },
    footer = {
      "  mediakeep jobs list --state uncertain",
      "  mediakeep jobs list --owner ada --lane acme/film-1",
      "  mediakeep jobs list --state failed --all --json | jq -r .id | xargs mediakeep jobs retry"
    })
final class JobsListCommand implements Verb {
  private static final int DEFAULT_LIMIT = 50;
  private static final int MAX_LIMIT = 200;

  private final Invocation invocation;

  @Mixin private final Filter filter = new Filter();

  @Option(names = "--limit", paramLabel = "N", description = "at most so many jobs, 1 to 200 (50)")
  private Optional<Integer> limit = Optional.empty();

  @Option(
      names = "--cursor",
      paramLabel = "CURSOR",
      description = "go on after an earlier page of the same filters")
  private Optional<JobCursor> cursor = Optional.empty();

  @Option(names = "--all", description = "list all pages, one after the other")
  private boolean all;

  /** Which jobs. */
  static final class Filter {
    @Option(names = "--owner", paramLabel = "OWNER", description = "only what this subject owns")
    private Optional<OwnerId> owner = Optional.empty();

    @Option(names = "--lane", paramLabel = "LANE", description = "only jobs of this lane")
    private Optional<Lane> lane = Optional.empty();

    @Option(names = "--state", paramLabel = "STATE", description = "only jobs in this state")
    private Optional<JobState.Kind> state = Optional.empty();

    JobQuery query(int most, Optional<JobCursor> after) {
      return new JobQuery(owner, lane, state, most, after);
    }
  }

  JobsListCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    if (all && limit.isPresent()) {
      throw new InvalidValueException("limit", "--limit must not be given with --all");
    }
    Listing<Job, JobCursor> listing =
        new Listing<>(
            invocation,
            JobsTable.in(invocation.console())::print,
            JobForms::write,
            JobCursor::encode);
    try (OpenHome home = invocation.openReadOnly()) {
      if (all) {
        listing.sayAll(place -> page(home, MAX_LIMIT, place), cursor);
      } else {
        listing.say(page(home, limit.orElse(DEFAULT_LIMIT), cursor));
      }
    }
    return ExitStatus.DONE;
  }

  private Listing.Part<Job, JobCursor> page(OpenHome home, int most, Optional<JobCursor> after) {
    JobPage page = home.jobs().list(filter.query(most, after));
    return new Listing.Part<>(page.jobs(), page.next());
  }
}
