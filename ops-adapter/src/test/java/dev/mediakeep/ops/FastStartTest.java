package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** A start of the service must not pay for what only the other verbs need. */
final class FastStartTest {
  /** Serves a home in memory; loaded anew by a class loader that knows neither of the two jars. */
  public static final class Server {
    private Server() {}

    /** What {@code serve} prints. */
    public static String serve() {
      StringWriter out = new StringWriter();
      CommandLineInterface.builder(new FakeHomes(), new PrintWriter(out), new PrintWriter(out))
          .build()
          .run("serve", "--port", "9000");
      return out.toString();
    }
  }

  @Test
  void serves_without_picocli_and_jackson() throws Exception {
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("picocli") && !entry.contains("jackson"))
            .map(FastStartTest::urlOf)
            .toArray(URL[]::new);

    assertThat(serveIn(urls)).startsWith("mediakeep ").contains(" is up: http://127.0.0.1:8080/ ");
  }

  private static String serveIn(URL... urls) throws IOException, ReflectiveOperationException {
    ClassLoader platform = ClassLoader.getPlatformClassLoader();
    try (URLClassLoader loader = new URLClassLoader(urls, platform)) {
      return (String) loader.loadClass(Server.class.getName()).getMethod("serve").invoke(null);
    }
  }

  private static URL urlOf(String entry) {
    try {
      URI uri = Path.of(entry).toUri();
      return uri.toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }
}
