package dev.mediakeep.ops;

import dev.mediakeep.job.Lane;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediakeep lanes pause}. */
@Command(
    name = "pause",
    header = "Let a lane take jobs and hand out none",
    description =
        "Those under way go on. Needs the home to itself: where a server holds it, ask that server.",
    exitCodeList = {
      "1:there is no such lane",
      "3:the home is in use, or the store is damaged or unavailable"
    },
    footer = "  mediakeep lanes pause acme/film-1")
final class LanesPauseCommand implements Verb {
  private static final String REQUEST = "POST /api/v1/lanes/PROVIDER/MODEL/pause";

  private final Invocation invocation;

  @Parameters(paramLabel = "LANE", description = "provider/model")
  private @Nullable Lane lane;

  LanesPauseCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    Lane wanted = Objects.requireNonNull(lane, "picocli sets the lane");
    try (OpenHome home = invocation.openForWriting(invocation.homes()::open, REQUEST)) {
      return LanesReport.say(invocation, home.jobs().pause(wanted));
    }
  }
}
