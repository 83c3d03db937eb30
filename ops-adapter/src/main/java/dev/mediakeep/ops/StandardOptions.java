package dev.mediakeep.ops;

import dev.mediakeep.net.IpPrefixList;
import dev.mediakeep.webhook.ReceiverList;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What all verbs have: the configuration flags, {@code --json}, {@code --help}, their looks. */
final class StandardOptions {
  private static final Map<String, String> EXIT_STATUSES =
      Map.of(
          "0", "done",
          "1", "refused or not found",
          "2", "the command line or the configuration is wrong",
          "3", "the store is damaged or unavailable");

  private static final Map<Class<?>, String> LABELS =
      Map.ofEntries(
          Map.entry(Path.class, "PATH"),
          Map.entry(String.class, "HOST"),
          Map.entry(HostNames.class, "HOSTS"),
          Map.entry(LaneRules.class, "LANE"),
          Map.entry(Integer.class, "NUMBER"),
          Map.entry(Long.class, "SIZE"),
          Map.entry(Duration.class, "DURATION"),
          Map.entry(Boolean.class, "on|off"),
          Map.entry(Ports.class, "PORTS"),
          Map.entry(ReceiverList.class, "RECEIVERS"),
          Map.entry(IpPrefixList.class, "ADDRESSES"));
  private static final int WIDTH = 100;

  private StandardOptions() {}

  /** Completes a command and all below it. */
  static void addTo(CommandLine command, Invocation invocation) {
    CommandSpec spec = command.getCommandSpec();
    boolean serves = spec.userObject() instanceof ServeCommand;
    for (ConfigurationKey<?> key : ConfigurationKeys.ALL) {
      if (spec.findOption(key.flag()) == null) { // or the verb means something else by it
        spec.addOption(flagOf(key, invocation, serves || key.isAboutHome()));
      }
    }
    if (spec.userObject() instanceof Verb && !serves) {
      spec.addOption(OptionSpec.builder("--json").description("write JSON, errors too").build());
    }
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("show this help").build());
    describe(spec.usageMessage());
    command.getSubcommands().values().forEach(below -> addTo(below, invocation));
  }

  /** Adds {@code --version}, which people try first; the verb of that name tells more. */
  static void addVersionTo(CommandLine root) {
    CommandSpec spec = root.getCommandSpec();
    spec.addOption(
        OptionSpec.builder("--version")
            .versionHelp(true)
            .description("show the version of this program")
            .build());
    spec.versionProvider(() -> new String[] {"mediakeep " + Version.read()});
  }

  private static OptionSpec flagOf(
      ConfigurationKey<?> key, Invocation invocation, boolean isShown) {
    OptionSpec.Builder option = OptionSpec.builder(key.flag());
    if (key.isRepeatable()) {
      option.type(List.class).auxiliaryTypes(String.class);
    } else {
      option.type(String.class);
    }
    return option
        .paramLabel(LABELS.get(key.type()))
        .description(key.purpose() + defaultOf(key))
        .hidden(!isShown)
        .setter(new FlagSetter(key, invocation))
        .build();
  }

  private static String defaultOf(ConfigurationKey<?> key) {
    return key.defaultText().isEmpty() ? "" : " (" + key.defaultText() + ")";
  }

  private static void describe(UsageMessageSpec usage) {
    Map<String, String> statuses = new TreeMap<>(EXIT_STATUSES);
    statuses.putAll(usage.exitCodeList());
    usage
        .width(WIDTH)
        .sortOptions(false)
        .sortSynopsis(false)
        .abbreviateSynopsis(true)
        .synopsisSubcommandLabel("VERB")
        .descriptionHeading(usage.description().length == 0 ? "" : "%n")
        .parameterListHeading("%n")
        .optionListHeading("%nOptions:%n")
        .commandListHeading("%nVerbs:%n")
        .exitCodeListHeading("%nExit status:%n")
        .exitCodeList(statuses)
        .footerHeading("%nExamples:%n");
  }

  /**
   * Notes a configuration flag; picocli also calls it with null, to say that there is none, and for
   * each time that one is repeated with a list of one.
   */
  private record FlagSetter(ConfigurationKey<?> key, Invocation invocation) implements ISetter {
    @Override
    public <T> @Nullable T set(@Nullable T value) {
      if (value != null) {
        if (value instanceof List<?> values) {
          values.forEach(one -> invocation.addToFlag(key.name(), String.valueOf(one)));
        } else {
          invocation.flag(key.name(), value.toString());
        }
      }
      return null;
    }
  }
}
