package dev.mediakeep.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads what is packed with the program, from a folder or from a jar. */
final class Resources {
  private Resources() {}

  /** The bytes of a file beside this class. */
  static byte[] read(String name) {
    try (InputStream in = own(name).openStream()) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("reading a packed file failed: " + name, e);
    }
  }

  /** A file beside this class. */
  static URL own(String name) {
    return require(Resources.class.getResource(name), name);
  }

  /** A file that any library has packed. */
  static URL ofLibrary(String name) {
    return require(Resources.class.getClassLoader().getResource(name), name);
  }

  private static URL require(@Nullable URL found, String name) {
    if (found == null) {
      throw new IllegalStateException("a file is not packed with the program: " + name);
    }
    return found;
  }

  /**
   * The files in the folder of one that is known, and in the folders below.
   *
   * @param wanted which of them, by path within the folder
   * @return their bytes by that path
   */
  static Map<String, byte[]> besides(URL known, Predicate<String> wanted) {
    try {
      return switch (known.getProtocol()) {
        case "jar" -> inJar((JarURLConnection) known.openConnection(), wanted);
        case "file" -> inFolder(Path.of(known.toURI()).resolveSibling(""), wanted);
        default -> throw new IllegalStateException("packed files cannot be listed: " + known);
      };
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("packed files cannot be listed: " + known, e);
    }
  }

  private static Map<String, byte[]> inJar(JarURLConnection known, Predicate<String> wanted)
      throws IOException {
    String entry = known.getEntryName();
    String folder = entry.substring(0, entry.lastIndexOf('/') + 1);
    known.setUseCaches(false);
    Map<String, byte[]> files = new TreeMap<>();
    try (JarFile jar = known.getJarFile()) {
      List<JarEntry> entries =
          jar.stream()
              .filter(file -> !file.isDirectory() && file.getName().startsWith(folder))
              .filter(file -> wanted.test(file.getName().substring(folder.length())))
              .toList();
      for (JarEntry file : entries) {
        try (InputStream in = jar.getInputStream(file)) {
          files.put(file.getName().substring(folder.length()), in.readAllBytes());
        }
      }
    }
    return files;
  }

  private static Map<String, byte[]> inFolder(Path folder, Predicate<String> wanted)
      throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    URI base = folder.toUri();
    try (Stream<Path> found = Files.walk(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        String path = base.relativize(file.toUri()).getPath();
        if (wanted.test(path)) {
          files.put(path, Files.readAllBytes(file));
        }
      }
    }
    return files;
  }
}
