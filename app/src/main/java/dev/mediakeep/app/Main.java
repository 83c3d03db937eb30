package dev.mediakeep.app;

import dev.mediakeep.ops.CommandLineInterface;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The program. */
public final class Main {
  /** Above the longest grace that {@code serve} may be given. */
  private static final Duration STOP_PATIENCE = Duration.ofHours(1);

  /** Set by the launcher where both outputs lead to a terminal. */
  private static final String COLUMNS_PROPERTY = "mediakeep.columns";

  private Main() {}

  /** Runs the command line and ends the process with its exit status. */
  public static void main(String[] args) {
    Logging.configure();
    LocalHomes homes = new LocalHomes();
    CommandLineInterface.Builder builder =
        CommandLineInterface.builder(homes, utf8(System.out), utf8(System.err))
            .environment(System.getenv());
    int columns = Integer.getInteger(COLUMNS_PROPERTY, 0);
    if (columns > 0) {
      builder.terminalColumns(columns);
    }
    CommandLineInterface commandLine = builder.build();
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> stop(homes, commandLine), "mediakeep-stop"));
    System.exit(commandLine.run(args));
  }

  private static PrintWriter utf8(PrintStream stream) {
    return new PrintWriter(stream, false, StandardCharsets.UTF_8);
  }

  private static void stop(LocalHomes homes, CommandLineInterface commandLine) {
    homes.stop();
    try {
      commandLine.stop(STOP_PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
