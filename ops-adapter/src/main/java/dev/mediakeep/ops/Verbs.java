package dev.mediakeep.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** All verbs, as picocli reads them. */
final class Verbs {
  private Verbs() {}

  /** Does what the arguments say. */
  static ExitStatus run(Invocation invocation, String... args) {
    Faults faults = new Faults(invocation);
    try {
      return run(invocation.console(), tree(invocation).parseArgs(args));
    } catch (ParameterException e) {
      String verb = e.getCommandLine().getCommandSpec().qualifiedName(" ");
      return faults.reportUsage(complaint(e, args), "see " + verb + " --help");
    } catch (RuntimeException e) { // of any kind: people get a message and a status
      return faults.report(e);
    }
  }

  private static ExitStatus run(Console console, ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    CommandLine command = last.commandSpec().commandLine();
    if (last.isUsageHelpRequested()) {
      command.usage(console.out());
      return ExitStatus.DONE;
    }
    if (last.isVersionHelpRequested()) {
      command.printVersionHelp(console.out());
      return ExitStatus.DONE;
    }
    if (last.commandSpec().userObject() instanceof Verb verb) {
      return verb.run();
    }
    String verbs = String.join(", ", command.getSubcommands().keySet());
    throw new ParameterException(command, "a verb must follow: " + verbs);
  }

  /** The verbs in the order in which help lists them. */
  static CommandLine tree(Invocation invocation) {
    CommandLine root =
        new CommandLine(new Group.Root())
            .addSubcommand(new ServeCommand(invocation))
            .addSubcommand("media", media(invocation))
            .addSubcommand("jobs", jobs(invocation))
            .addSubcommand("lanes", lanes(invocation))
            .addSubcommand(new ReconcileCommand(invocation))
            .addSubcommand("webhooks", webhooks(invocation))
            .addSubcommand("migrate", migrate(invocation))
            .addSubcommand(new StatusCommand(invocation))
            .addSubcommand(new VersionCommand(invocation))
            .addSubcommand(new HelpCommand(invocation));
    StandardOptions.addTo(root, invocation);
    StandardOptions.addVersionTo(root);
    Converters.registerWith(root);
    return root.setExpandAtFiles(false)
        .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
        .setUnmatchedOptionsArePositionalParams(false);
  }

  private static CommandLine media(Invocation invocation) {
    return new CommandLine(new Group.MediaGroup())
        .addSubcommand(new MediaAddCommand(invocation))
        .addSubcommand(new MediaListCommand(invocation))
        .addSubcommand(new MediaShowCommand(invocation))
        .addSubcommand(new MediaRmCommand(invocation))
        .addSubcommand(new MediaRestoreCommand(invocation));
  }

  private static CommandLine jobs(Invocation invocation) {
    return new CommandLine(new Group.JobsGroup())
        .addSubcommand(new JobsListCommand(invocation))
        .addSubcommand(new JobsShowCommand(invocation))
        .addSubcommand(new JobsRetryCommand(invocation))
        .addSubcommand(new JobsCancelCommand(invocation))
        .addSubcommand(new JobsResolveCommand(invocation));
  }

  private static CommandLine lanes(Invocation invocation) {
    return new CommandLine(new Group.LanesGroup())
        .addSubcommand(new LanesListCommand(invocation))
        .addSubcommand(new LanesPutCommand(invocation))
        .addSubcommand(new LanesPauseCommand(invocation))
        .addSubcommand(new LanesResumeCommand(invocation))
        .addSubcommand(new LanesDrainCommand(invocation));
  }

  private static CommandLine webhooks(Invocation invocation) {
    return new CommandLine(new Group.WebhooksGroup())
        .addSubcommand(new WebhooksListCommand(invocation))
        .addSubcommand(new WebhooksRetryCommand(invocation))
        .addSubcommand(new WebhooksSecretCommand(invocation))
        .addSubcommand(new WebhooksRotateCommand(invocation));
  }

  private static CommandLine migrate(Invocation invocation) {
    return new CommandLine(new Group.MigrateGroup())
        .addSubcommand(new MigrateStatusCommand(invocation));
  }

  /**
   * What is wrong. A word that looks like an option and is none comes first: what picocli makes of
   * the words after it would only mislead.
   */
  private static String complaint(ParameterException fault, String... args) {
    CommandLine command = fault.getCommandLine();
    List<String> options = optionsOf(command);
    for (String arg : args) {
      String word = arg.split("=", 2)[0];
      if (word.equals("--")) {
        break;
      }
      if (word.startsWith("--") && !options.contains(word)) {
        return unknownOption(word, options);
      }
    }
    return fault instanceof UnmatchedArgumentException unmatched
        ? unexpected(unmatched.getUnmatched().getFirst(), command)
        : withLowerStart(String.valueOf(fault.getMessage()));
  }

  private static String unknownOption(String word, List<String> options) {
    return "unknown option '" + word + "'" + Spelling.question(word, options);
  }

  private static String unexpected(String word, CommandLine command) {
    if (word.startsWith("-")) {
      return unknownOption(word, optionsOf(command));
    }
    Set<String> verbs = command.getSubcommands().keySet();
    return verbs.isEmpty()
        ? "unexpected argument '" + word + "'"
        : "unknown verb '" + word + "'" + Spelling.question(word, verbs);
  }

  private static String withLowerStart(String message) {
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  private static List<String> optionsOf(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    List<String> options = new ArrayList<>(spec.optionsMap().keySet());
    options.addAll(spec.negatedOptionsMap().keySet());
    return options;
  }
}
