package dev.mediakeep.ops;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mediakeep help}. */
@Command(
    name = "help",
    header = "Show the help of a verb",
    footer = {"  mediakeep help", "  mediakeep help media add"})
final class HelpCommand implements Verb {
  private final Invocation invocation;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "VERB", description = "the verb, such as media add", arity = "0..*")
  private List<String> verb = new ArrayList<>();

  HelpCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec");
    }
    CommandLine command = spec.root().commandLine();
    for (String word : verb) {
      command = below(command, word);
    }
    command.usage(invocation.console().out());
    return ExitStatus.DONE;
  }

  private static CommandLine below(CommandLine command, String word) {
    CommandLine found = command.getSubcommands().get(word);
    if (found == null) {
      String question = Spelling.question(word, command.getSubcommands().keySet());
      throw new ParameterException(command, "unknown verb '" + word + "'" + question);
    }
    return found;
  }
}
