package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.ops.Homes.OpenHome;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** One call of the command line: what it was given and what it works with. Not thread-safe. */
final class Invocation {
  private final Homes homes;
  private final Map<String, String> environment;
  private final Path workingFolder;
  private final Console console;
  private final StopSignal stop;
  private final boolean json;
  private final Map<String, String> flags = new LinkedHashMap<>();

  Invocation(Homes homes, Start start, Console console, StopSignal stop, boolean json) {
    this.homes = homes;
    this.environment = start.environment();
    this.workingFolder = start.workingFolder();
    this.console = console;
    this.stop = stop;
    this.json = json;
  }

  /**
   * What the process was started in.
   *
   * @param environment its variables
   * @param workingFolder what relative paths start from
   */
  record Start(Map<String, String> environment, Path workingFolder) {}

  Homes homes() {
    return homes;
  }

  Console console() {
    return console;
  }

  StopSignal stop() {
    return stop;
  }

  /** Whether the result is wanted as JSON. */
  boolean isJson() {
    return json;
  }

  /** A path of the command line, as the process finds it. */
  Path located(Path path) {
    return workingFolder.resolve(path);
  }

  /** Takes note of a configuration flag. */
  void flag(String key, String text) {
    flags.put(key, text);
  }

  /** Takes note of one more value of a configuration flag that may be repeated. */
  void addToFlag(String key, String text) {
    flags.merge(key, text, (first, next) -> first + "," + next);
  }

  /** The configuration flags so far. */
  Map<String, String> flags() {
    return Map.copyOf(flags);
  }

  /**
   * The configuration that this call asks for.
   *
   * @throws MediakeepException with {@link ErrorCode#CONFIG_INVALID}
   */
  Configuration configuration() {
    return ConfigurationSources.read(flags(), environment, workingFolder).resolve(workingFolder);
  }

  OpenHome openReadOnly() {
    return homes.openReadOnly(configuration());
  }

  /**
   * Opens a home for writing, one way or another.
   *
   * @param request the HTTP request that does the same where a server holds the home
   */
  OpenHome openForWriting(Function<Configuration, OpenHome> way, String request) {
    return openForWritingOr("stop that process, or ask the server that it runs: " + request, way);
  }

  /**
   * Opens a home for writing, one way or another.
   *
   * @param hint what can be done where another process holds the home
   */
  OpenHome openForWritingOr(String hint, Function<Configuration, OpenHome> way) {
    try {
      return way.apply(configuration());
    } catch (MediakeepException e) {
      if (e.code() != ErrorCode.HOME_IN_USE) {
        throw e;
      }
      throw new MediakeepException(e.problem().withHint(hint), e);
    }
  }
}
