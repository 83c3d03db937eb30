package dev.mediakeep.sqlite;

/** Thrown where {@link JobLedger} and the rows of jobs say different things. */
final class LedgerMismatchException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  LedgerMismatchException(String message) {
    super(message);
  }
}
