package dev.mediakeep.web;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the service and the server under it write to the log at WARNING and above. */
final class RecordedLog extends Handler implements AutoCloseable {
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();
  private final List<Logger> loggers =
      List.of(Logger.getLogger("dev.mediakeep.web"), Logger.getLogger("io.helidon"));

  RecordedLog() {
    setLevel(Level.WARNING);
    loggers.forEach(logger -> {
      logger.addHandler(this);
      logger.setUseParentHandlers(false);
    });
  }

  List<LogRecord> records() {
    return records;
  }

  /** One line for each entry. */
  List<String> lines() {
    return records.stream().map(entry -> entry.getMessage() + " " + entry.getThrown()).toList();
  }

  @Override
  public void publish(LogRecord entry) {
    if (isLoggable(entry)) {
      records.add(entry);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    loggers.forEach(logger -> {
      logger.removeHandler(this);
      logger.setUseParentHandlers(true);
    });
  }
}
