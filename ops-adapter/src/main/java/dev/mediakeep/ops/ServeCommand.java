package dev.mediakeep.ops;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import picocli.CommandLine.Command;

/** {@code mediakeep serve}. Runs without picocli where {@link ServeArguments} understands it. */
@Command(
    name = "serve",
    header = "Serve the home folder over HTTP until told to stop",
    description = {
      "Starts the service with its gallery at / and its API under /api/v1, and creates the home"
          + " folder where there is none. One line says where it is up. SIGINT and SIGTERM stop"
          + " it; requests under way are finished first."
    },
    exitCodeList = {
      "3:the home is in use, damaged or unavailable",
      "130:stopped by SIGINT",
      "143:stopped by SIGTERM"
    },
    footer = {
      "  mediakeep serve",
      "  mediakeep serve --home /srv/mediakeep --port 9000",
      "  MEDIAKEEP_PORT=9000 mediakeep serve"
    })
final class ServeCommand implements Verb {
  private final Invocation invocation;

  ServeCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  @Override
  public ExitStatus run() {
    Configuration configuration = invocation.configuration();
    invocation.homes().serve(configuration, bound -> announce(configuration, bound));
    return ExitStatus.DONE;
  }

  private void announce(Configuration configuration, InetSocketAddress bound) {
    Console console = invocation.console();
    String home = configuration.home().toAbsolutePath().normalize().toString();
    console.say("mediakeep " + Version.read() + " is up: " + urlOf(bound) + " (home " + home + ")");
    if (!bound.getAddress().isLoopbackAddress()) {
      console.note(
          "warning: bound to "
              + bound.getAddress().getHostAddress()
              + ", so that everybody who reaches this address may read, add and delete");
    }
    console.flush();
  }

  /** An address to click on: one that stands for all is shown as the one of this machine. */
  private static String urlOf(InetSocketAddress bound) {
    InetAddress address = bound.getAddress();
    String host = address.isAnyLocalAddress() ? "localhost" : address.getHostAddress();
    boolean bracketed = address instanceof Inet6Address && !address.isAnyLocalAddress();
    return "http://" + (bracketed ? "[" + host + "]" : host) + ":" + bound.getPort() + "/";
  }
}
