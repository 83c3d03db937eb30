package dev.mediakeep.sqlite;

import java.util.logging.Level;
import liquibase.AbstractExtensibleObject;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import liquibase.ui.InputHandler;
import liquibase.ui.UIService;
import org.jspecify.annotations.Nullable;

/** Passes on what Liquibase warns of; the rest is for debugging. */
final class LiquibaseLog extends AbstractLogService {
  private static final System.Logger LOGGER = System.getLogger(LiquibaseMigrator.class.getName());

  private final Logger log = new Warnings();

  @Override
  public int getPriority() {
    return PRIORITY_NOT_APPLICABLE;
  }

  @Override
  @SuppressWarnings("rawtypes") // as it is declared
  public Logger getLog(Class type) {
    return log;
  }

  @SuppressWarnings("try") // it is closed by nobody
  private static final class Warnings extends AbstractLogger {
    @Override
    public void log(Level level, String message, @Nullable Throwable cause) {
      // What is severe is thrown too, and some of its messages are at level OFF, above all others.
      boolean warns = level.equals(Level.WARNING);
      LOGGER.log(warns ? System.Logger.Level.WARNING : System.Logger.Level.DEBUG, message, cause);
    }
  }

  /** Says nothing and asks nothing. */
  static final class SilentUi extends AbstractExtensibleObject implements UIService {
    @Override
    public int getPriority() {
      return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    public void sendMessage(String message) {}

    @Override
    public void sendErrorMessage(String message) {}

    @Override
    public void sendErrorMessage(String message, Throwable cause) {}

    @Override
    public <T> T prompt(String question, T byDefault, InputHandler<T> input, Class<T> type) {
      return byDefault;
    }

    @Override
    public void setAllowPrompt(boolean allowed) {}

    @Override
    public boolean getAllowPrompt() {
      return false;
    }
  }
}
