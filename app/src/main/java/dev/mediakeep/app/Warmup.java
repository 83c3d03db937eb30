package dev.mediakeep.app;

import dev.mediakeep.ops.CommandLineInterface;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves a home of its own, asks what a browser and an app ask, and ends. The launcher runs it once
 * so that the JVM can write down which classes a start needs.
 */
public final class Warmup {
  private static final byte[] PICTURE =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5E"
                  + "rkJggg==");
  private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

  private Warmup() {}

  /** The only argument is the home folder, which is made. */
  public static void main(String[] args) {
    Logging.configure();
    // Twice: what a start on an existing home does is what matters most.
    int status = serve(args[0]) + serve(args[0]);
    System.exit(status);
  }

  private static int serve(String home) {
    StringWriter said = new StringWriter();
    int status =
        CommandLineInterface.builder(
                new LocalHomes(Warmup::visit), new PrintWriter(said), new PrintWriter(said))
            .build()
            .run("serve", "--home", home, "--port", "0");
    System.out.print(said);
    return status;
  }

  private static void visit(LocalHomes homes, InetSocketAddress service) {
    ask(service, "GET /health/ready", "", new byte[0]);
    ask(service, "GET /", "", new byte[0]);
    String item = ask(service, "POST /api/v1/media?prompt=warm", "image/png", PICTURE);
    Matcher id = ID.matcher(item);
    if (!id.find()) {
      throw new IllegalStateException("the service took no picture in: " + item);
    }
    String path = "/api/v1/media/" + id.group(1);
    byte[] edit = "{\"tags\":[\"warm\"],\"starred\":true}".getBytes(StandardCharsets.UTF_8);
    ask(service, "PATCH " + path, "application/json", edit);
    ask(service, "GET /api/v1/media?tag=warm&sort=largest", "", new byte[0]);
    ask(service, "GET " + path + "/content", "", new byte[0]);
    ask(service, "DELETE " + path, "", new byte[0]);
    homes.stop();
  }

  private static String ask(InetSocketAddress service, String line, String type, byte[] body) {
    String head =
        line
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + (type.isEmpty() ? "" : "Content-Type: " + type + "\r\n")
            + "Content-Length: "
            + body.length
            + "\r\n\r\n";
    try (Socket socket = new Socket(service.getAddress(), service.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(head.getBytes(StandardCharsets.US_ASCII));
      out.write(body);
      out.flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
