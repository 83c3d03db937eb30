package dev.mediakeep.sqlite;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Locale;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's result codes mean to a caller: the one place where they are translated. */
final class SqlErrors {
  private static final int PRIMARY_CODE = 0xff;

  private SqlErrors() {}

  /** The failure as it leaves the adapter. */
  static MediakeepException translate(String what, SQLException failure) {
    SQLiteErrorCode code = codeOf(failure);
    return new MediakeepException(
        meaning(code, failure), what + " failed: " + reason(code, failure), failure);
  }

  /** What callers are told who come after the store was closed. */
  static MediakeepException closed() {
    return new MediakeepException(ErrorCode.STORE_CLOSED, "the store must be open, was closed");
  }

  /** Whether a row could not be written because what must be unique in it is taken. */
  static boolean isKeyTaken(SQLException failure) {
    SQLiteErrorCode code = codeOf(failure);
    return code == SQLiteErrorCode.SQLITE_CONSTRAINT_UNIQUE
        || code == SQLiteErrorCode.SQLITE_CONSTRAINT_PRIMARYKEY;
  }

  private static SQLiteErrorCode codeOf(SQLException failure) {
    return failure instanceof SQLiteException known
        ? known.getResultCode()
        : SQLiteErrorCode.UNKNOWN_ERROR;
  }

  private static ErrorCode meaning(SQLiteErrorCode code, SQLException failure) {
    // The pool's way to say that no reader became free; with a cause, none could be opened.
    if (failure instanceof SQLTransientConnectionException) {
      return failure.getCause() instanceof SQLException cause
          ? meaning(codeOf(cause), cause)
          : ErrorCode.STORE_BUSY;
    }
    if (code == SQLiteErrorCode.SQLITE_IOERR_SHMSIZE) { // the index of the log finds no room
      return ErrorCode.DISK_FULL;
    }
    return switch (SQLiteErrorCode.getErrorCode(code.code & PRIMARY_CODE)) {
      case SQLITE_BUSY, SQLITE_LOCKED -> ErrorCode.STORE_BUSY;
      case SQLITE_FULL -> ErrorCode.DISK_FULL;
      case SQLITE_CORRUPT, SQLITE_NOTADB -> ErrorCode.STORE_DAMAGED;
      case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH -> ErrorCode.HOME_NOT_WRITABLE;
      default -> ErrorCode.STORE_UNAVAILABLE;
    };
  }

  /** SQLite's own words, which name neither paths nor values of the caller's rows. */
  private static String reason(SQLiteErrorCode code, SQLException failure) {
    return code == SQLiteErrorCode.UNKNOWN_ERROR
        ? String.valueOf(failure.getMessage())
        : code.message.toLowerCase(Locale.ROOT) + " (" + code.name() + ")";
  }
}
