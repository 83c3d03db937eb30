package dev.mediakeep.ops;

import dev.mediakeep.ops.Homes.OpenHome;
import picocli.CommandLine.Command;

/** {@code mediakeep lanes list}. */
@Command(
    name = "list",
    header = "List all lanes, with their limits and what is in them",
    description = "Works beside a running server.",
    footer = "  mediakeep lanes list")
final class LanesListCommand implements Verb {
  private final Invocation invocation;

  LanesListCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    try (OpenHome home = invocation.openReadOnly()) {
      LanesReport.sayAll(invocation, home.jobs().listLanes());
    }
    return ExitStatus.DONE;
  }
}
