package dev.mediakeep.ops;

import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;

/** {@code mediakeep version}. */
@Command(
    name = "version",
    header = "Show the version of this program and of what it runs on",
    footer = {"  mediakeep version", "  mediakeep version --json"})
final class VersionCommand implements Verb {
  private final Invocation invocation;

  VersionCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("mediakeep", Version.read());
    versions.put("java", Runtime.version().toString());
    versions.putAll(invocation.homes().versions());
    Facts.say(invocation, versions);
    return ExitStatus.DONE;
  }
}
