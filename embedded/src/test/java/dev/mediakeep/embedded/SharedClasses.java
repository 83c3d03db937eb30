package dev.mediakeep.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The class path of this JVM for processes that are started often: from JDK 25 on they map their
 * classes from a cache, which one process that ends by itself leaves behind. The cache takes jars
 * only, so folders are packed first. SQLite's library lies ready, where it is known, since each
 * process would unpack it for itself, and leave it behind when it is killed.
 */
final class SharedClasses {
  private static final int CACHE_SINCE = 25;

  private static final String LIBRARY = "libsqlitejdbc.so";
  private static final Map<String, String> LIBRARY_FOLDERS =
      Map.of("amd64", "Linux/x86_64/", "aarch64", "Linux/aarch64/");

  private final String classPath;
  private final Path folder;
  private final Path cache;

  private SharedClasses(String classPath, Path folder) {
    this.classPath = classPath;
    this.folder = folder;
    this.cache = folder.resolve("classes.aot");
  }

  /** Without a cache yet; jars and cache will lie in that folder. */
  static SharedClasses in(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      jars.add(
          Files.isDirectory(path)
              ? pack(path, folder.resolve("classes-" + jars.size() + ".jar"))
              : entry);
    }
    unpackLibrary(folder);
    return new SharedClasses(String.join(File.pathSeparator, jars), folder);
  }

  private static String pack(Path classes, Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> found = Files.walk(classes)) {
      for (Path path : found.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(path).toString().replace('\\', '/')));
        Files.copy(path, out);
      }
    }
    return jar.toString();
  }

  private static void unpackLibrary(Path folder) throws IOException {
    String place = LIBRARY_FOLDERS.getOrDefault(System.getProperty("os.arch"), "");
    try (InputStream library =
        SharedClasses.class.getResourceAsStream("/org/sqlite/native/" + place + LIBRARY)) {
      if (library != null && System.getProperty("os.name").equals("Linux")) {
        Files.copy(library, folder.resolve(LIBRARY));
      }
    }
  }

  /** What a JVM is told: that it shall use the cache where there is one, or make it. */
  List<String> options() {
    List<String> options = new ArrayList<>(List.of("-cp", classPath));
    if (Files.exists(folder.resolve(LIBRARY))) {
      options.add("-Dorg.sqlite.lib.path=" + folder);
    }
    if (Runtime.version().feature() >= CACHE_SINCE) {
      options.add((Files.exists(cache) ? "-XX:AOTCache=" : "-XX:AOTCacheOutput=") + cache);
      options.add("-Xlog:disable");
    }
    return options;
  }
}
