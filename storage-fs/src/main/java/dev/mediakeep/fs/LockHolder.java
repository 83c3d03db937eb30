package dev.mediakeep.fs;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who holds a home folder, as far as the lock file tells.
 *
 * @param named what the file says; empty when it says nothing yet, or still names a process that is
 *     gone
 */
record LockHolder(Optional<Named> named) {
  static final int MAX_BYTES = 1024;

  private static final Duration CLOCK_SLACK = Duration.ofSeconds(2);

  private static final Pattern FORM =
      Pattern.compile("pid=([0-9]{1,18})\nhost=([^\n]*)\nstarted=([^\n]*)\n");
  private static final Path LINUX_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

  /** A process. */
  record Named(long pid, String host, Instant started) {}

  /** This process. */
  static LockHolder self(InstantSource clock) {
    ProcessHandle self = ProcessHandle.current();
    Instant started = self.info().startInstant().orElseGet(clock::instant);
    return new LockHolder(
        Optional.of(new Named(self.pid(), hostName(), started.truncatedTo(ChronoUnit.SECONDS))));
  }

  /** Who wrote this text; a process that runs no more cannot be the holder. */
  static LockHolder parse(String text) {
    return new LockHolder(read(text).filter(LockHolder::mayRun));
  }

  private static Optional<Named> read(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Named(Long.parseLong(parts.group(1)), parts.group(2), Instant.parse(parts.group(3))));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static boolean mayRun(Named holder) {
    return !holder.host().equals(hostName())
        || ProcessHandle.of(holder.pid()).filter(process -> isSame(process, holder)).isPresent();
  }

  /**
   * Whether it is the process that wrote its name, and not a later one with the same number. Each
   * process reckons start times from a time of boot of its own, so they may differ a little.
   */
  private static boolean isSame(ProcessHandle process, Named holder) {
    return process
        .info()
        .startInstant()
        .map(start -> Duration.between(start, holder.started()).abs())
        .map(apart -> apart.compareTo(CLOCK_SLACK) <= 0)
        .orElse(true);
  }

  private static String hostName() {
    try {
      return Files.isReadable(LINUX_HOST_NAME)
          ? Files.readString(LINUX_HOST_NAME).strip()
          : InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** The text of the lock file. */
  String text() {
    return named
        .map(it -> "pid=%d\nhost=%s\nstarted=%s\n".formatted(it.pid(), it.host(), it.started()))
        .orElse("");
  }

  String describe() {
    return named
        .map(it -> "process " + it.pid() + " on " + it.host() + ", started " + it.started())
        .orElse("a process that is just starting");
  }
}
