package dev.mediakeep.ops;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The reference pages, written from the verbs and the keys themselves. */
final class ReferencePages {
  private ReferencePages() {}

  /** Each command, from {@code mediakeep} down, in the order of help. */
  static Stream<CommandLine> commands() {
    PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
    Invocation invocation =
        new Invocation(
            new FakeHomes(),
            new Invocation.Start(Map.of(), Path.of("")),
            new Console(nowhere, nowhere, OptionalInt.empty()),
            new StopSignal(),
            false);
    return below(Verbs.tree(invocation));
  }

  private static Stream<CommandLine> below(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream().flatMap(ReferencePages::below));
  }

  /** {@code docs/cli.md}. */
  static String commandLine() {
    return """
    # Command line

    <!-- Written from the program itself: see ReferencePagesTest. -->

    Results go to standard output, everything else to standard error: notes, progress, and \
    errors as `mediakeep: what failed` with a `hint:`. With `--json` results and errors are \
    JSON; items have the form that the HTTP API gives them, without links. The exit status is \
    0 done, 1 refused or not found, 2 usage, 3 the store is damaged or unavailable, 4 the check \
    found something.

    Each verb takes all keys of [the configuration](configuration.md) as flags, `--home` first \
    of all. `media list`, `media show`, `status` and `migrate status` work beside a running \
    server; `media add`, `media rm` and `media restore` need the home to themselves.

    """
        + commands().map(ReferencePages::section).collect(Collectors.joining("\n"));
  }

  private static String section(CommandLine command) {
    String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
    return "## "
        + command.getCommandSpec().qualifiedName(" ")
        + "\n\n```text\n"
        + usage
        + "\n```\n";
  }

  /** {@code docs/configuration.md}. */
  static String configuration() {
    return """
    # Configuration

    <!-- Written from the program itself: see ReferencePagesTest. -->

    A value comes from the first of these that names it: a flag (`--port 9000`), an environment \
    variable (`MEDIAKEEP_PORT=9000`), the properties file (`port = 9000`, in UTF-8), the \
    default. A name that is unknown, and a value that breaks its rule, stop the start; all \
    faults are told at once. Relative paths start from the folder that the process was started \
    in.

    Sizes are written `50MB`, `2GB`, `64MiB` or in bytes; MB is 1,000,000 bytes, MiB is \
    1,048,576. Durations are written `500ms`, `20s`, `30m`, `24h`, `30d` or as ISO-8601 has \
    them, `PT30M`.

    | key | variable | default | what it is |
    |---|---|---|---|
    """
        + ConfigurationKeys.ALL.stream().map(ReferencePages::row).collect(Collectors.joining())
        + "\n`{home}` stands for the home folder. "
        + ConfigurationKeys.LAUNCHER_VARIABLES.stream()
            .sorted()
            .map(name -> "`" + name + "`")
            .collect(Collectors.joining(" and "))
        + " are read by the start script and are no configuration of the program. Variables that Kubernetes makes for a Service called"
        + " `mediakeep`, such as `MEDIAKEEP_PORT=tcp://10.0.0.1:80` and `MEDIAKEEP_SERVICE_HOST`,"
        + " are ignored.\n";
  }

  private static String row(ConfigurationKey<?> key) {
    String defaultText = key.defaultText().isEmpty() ? "none" : "`" + key.defaultText() + "`";
    return "| `%s` | `%s` | %s | %s |\n"
        .formatted(key.name(), key.variable(), defaultText, key.purpose());
  }
}
