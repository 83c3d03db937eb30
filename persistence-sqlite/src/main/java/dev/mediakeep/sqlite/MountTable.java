package dev.mediakeep.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mounted file systems, as {@code /proc/self/mountinfo} lists them; see proc(5). */
record MountTable(List<Mount> mounts) {
  private static final Path MOUNTINFO = Path.of("/proc/self/mountinfo");

  /** Five fields, of which the last is the mount point, optional ones up to a hyphen, the type. */
  private static final Pattern LINE = Pattern.compile("(?:\\S+ ){4}(\\S+) .*? - (\\S+) .*");

  private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");
  private static final int OCTAL = 8;

  /**
   * One of them.
   *
   * @param point where it is mounted
   * @param type its type, such as {@code ext4}
   */
  record Mount(Path point, String type) {}

  MountTable {
    mounts = List.copyOf(mounts);
  }

  /** The table of this machine; without entries where the operating system has none. */
  static MountTable ofSystem() throws IOException {
    return Files.exists(MOUNTINFO)
        ? parse(Files.readAllLines(MOUNTINFO))
        : new MountTable(List.of());
  }

  static MountTable parse(List<String> lines) {
    return new MountTable(lines.stream().flatMap(line -> mount(line).stream()).toList());
  }

  /** The type of the file system that holds the path; empty where none is listed that does. */
  Optional<String> typeOf(Path realPath) {
    // Of two mounts on the same point the later one hides the earlier: max takes the last of
    // equals.
    return mounts.stream()
        .filter(mount -> realPath.startsWith(mount.point()))
        .reduce((a, b) -> DEPTH.compare(a, b) > 0 ? a : b)
        .map(Mount::type);
  }

  private static final Comparator<Mount> DEPTH =
      Comparator.comparingInt(mount -> mount.point().getNameCount());

  private static Optional<Mount> mount(String line) {
    Matcher fields = LINE.matcher(line);
    return fields.matches()
        ? Optional.of(new Mount(Path.of(unescape(fields.group(1))), fields.group(2)))
        : Optional.empty();
  }

  /** Space, tab, newline and backslash are written as three octal digits. */
  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(escape ->
            Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), OCTAL))));
  }
}
