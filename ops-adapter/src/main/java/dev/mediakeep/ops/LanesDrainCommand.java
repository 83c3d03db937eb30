package dev.mediakeep.ops;

import dev.mediakeep.job.Lane;
import dev.mediakeep.ops.Homes.OpenHome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code mediakeep lanes drain}. */
@Command(
    name = "drain",
    header = "Let a lane hand out what it has and take no more",
    description =
        "Those under way go on. lanes resume opens it again. Needs the home to itself: where a server holds it, ask that server.",
    exitCodeList = {
      "1:there is no such lane",
      "3:the home is in use, or the store is damaged or unavailable"
    },
    footer = "  mediakeep lanes drain acme/film-1")
final class LanesDrainCommand implements Verb {
  private static final String REQUEST = "POST /api/v1/lanes/PROVIDER/MODEL/drain";

  private final Invocation invocation;

  @Parameters(paramLabel = "LANE", description = "provider/model")
  private @Nullable Lane lane;

  LanesDrainCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    Lane wanted = Objects.requireNonNull(lane, "picocli sets the lane");
    try (OpenHome home = invocation.openForWriting(invocation.homes()::open, REQUEST)) {
      return LanesReport.say(invocation, home.jobs().drain(wanted));
    }
  }
}
