package dev.mediakeep.ops;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The command line of Mediakeep. By default it sees no environment variables, resolves relative
 * paths as the process does, and takes it that no terminal is there.
 *
 * <p>Thread-safe; calls of {@link #run} wait for each other.
 */
public final class CommandLineInterface {
  private final Homes homes;
  private final Invocation.Start start;
  private final Console console;
  private final StopSignal stop = new StopSignal();
  private final ReentrantLock running = new ReentrantLock();

  private CommandLineInterface(Builder builder) {
    homes = builder.homes;
    start = new Invocation.Start(Map.copyOf(builder.environment), builder.workingFolder);
    console = new Console(builder.out, builder.err, builder.columns);
  }

  /**
   * A builder.
   *
   * @param homes what the verbs work on
   * @param out where results go
   * @param err where errors, notes and progress go
   */
  public static Builder builder(Homes homes, PrintWriter out, PrintWriter err) {
    return new Builder(homes, out, err);
  }

  /**
   * Does what the arguments say, and returns when it is done.
   *
   * @return the exit status: 0 done, 1 refused or not found, 2 usage, 3 the store is damaged or
   *     unavailable, 4 the check found something
   */
  public int run(String... args) {
    running.lock();
    try {
      return runHeld(args).code();
    } finally {
      console.flush();
      running.unlock();
    }
  }

  private ExitStatus runHeld(String... args) {
    Invocation invocation = new Invocation(homes, start, console, stop, wantsJson(args));
    Optional<Map<String, String>> serve = ServeArguments.parse(args);
    if (serve.isEmpty()) {
      return Verbs.run(invocation, args);
    }
    serve.get().forEach(invocation::flag);
    try {
      return new ServeCommand(invocation).run();
    } catch (RuntimeException e) { // of any kind: people get a message and a status
      return new Faults(invocation).report(e);
    }
  }

  private static boolean wantsJson(String... args) {
    List<String> words = Arrays.asList(args);
    int end = words.indexOf("--");
    return (end < 0 ? words : words.subList(0, end)).contains("--json");
  }

  /**
   * Asks what is running to come to a clean end, and waits for it; for a hook that runs when the
   * process is told to stop. {@code media add} breaks off the files under way, of which nothing is
   * kept, and looks at no more. What serves is stopped by whoever implements {@link Homes#serve}.
   *
   * @return whether nothing is running any more
   */
  public boolean stop(Duration patience) throws InterruptedException {
    stop.give();
    boolean ended = running.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    if (ended) {
      running.unlock();
    }
    return ended;
  }

  /** Collects what a command line works with. Not thread-safe. */
  public static final class Builder {
    private final Homes homes;
    private final PrintWriter out;
    private final PrintWriter err;
    private Map<String, String> environment = Map.of();
    private Path workingFolder = Path.of("");
    private OptionalInt columns = OptionalInt.empty();

    private Builder(Homes homes, PrintWriter out, PrintWriter err) {
      this.homes = homes;
      this.out = out;
      this.err = err;
    }

    /** The variables that configuration may come from. */
    public Builder environment(Map<String, String> variables) {
      environment = variables;
      return this;
    }

    /** The folder that relative paths start from. */
    public Builder workingFolder(Path folder) {
      workingFolder = folder;
      return this;
    }

    /** The width of the terminal that both writers lead to. */
    public Builder terminalColumns(int width) {
      columns = OptionalInt.of(width);
      return this;
    }

    public CommandLineInterface build() {
      return new CommandLineInterface(this);
    }
  }
}
