package dev.mediakeep.ops;

import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mediakeep lanes put}. */
@Command(
    name = "put",
    header = "Make a lane, or give it other limits",
    description = {
      "Needs the home to itself: where a server holds it, ask that server. What is not said stays as"
          + " it is; a new lane is open, with room for 10000 jobs in line and 8 under way."
    },
    exitCodeList = "3:the home is in use, or the store is damaged or unavailable",
    footer = {
      "  mediakeep lanes put acme/film-1",
      "  mediakeep lanes put acme/film-1 --max-running 4 --max-queued 500"
    })
final class LanesPutCommand implements Verb {
  private static final String REQUEST = "PUT /api/v1/lanes/PROVIDER/MODEL";

  private final Invocation invocation;

  @Parameters(paramLabel = "LANE", description = "provider/model")
  private @Nullable Lane lane;

  @Option(names = "--max-queued", paramLabel = "N", description = "the most jobs that wait in line")
  private Optional<Integer> maxQueued = Optional.empty();

  @Option(
      names = "--max-running",
      paramLabel = "N",
      description = "the most jobs under way, at workers and at the provider")
  private Optional<Integer> maxRunning = Optional.empty();

  LanesPutCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    Lane wanted = Objects.requireNonNull(lane, "picocli sets the lane");
    try (OpenHome home = invocation.openForWriting(invocation.homes()::open, REQUEST)) {
      JobQueue jobs = home.jobs();
      LaneRule before =
          find(jobs, wanted).map(LaneStatus::rule).orElseGet(() -> LaneRule.ofDefaults(wanted));
      jobs.putLane(
          new LaneRule(
              wanted,
              maxQueued.orElse(before.maxQueued()),
              maxRunning.orElse(before.maxRunning())));
      LanesReport.say(invocation, find(jobs, wanted).orElseThrow());
    }
    return ExitStatus.DONE;
  }

  private static Optional<LaneStatus> find(JobQueue jobs, Lane lane) {
    return jobs.listLanes().stream().filter(known -> known.rule().lane().equals(lane)).findFirst();
  }
}
