package dev.mediakeep.sqlite;

import java.sql.SQLException;

/**
 * The numbers of jobs and of the lines of their log, and up to which of them jobs are filed under
 * their owners and lines under their jobs. Used by the writer's thread only.
 */
final class JobNumbers {
  /*
   * Why jobs and lines are filed late
   * =================================
   *
   * New jobs and lines go to the end of their tables: those of a whole group fill two or three
   * pages. An index by owner would touch a page for each owner among them, fifty for fifty owners,
   * and each page is written to the log, synced, and written to the database again at the next
   * checkpoint. That took half the time of putting a job in line.
   *
   * So what leads from an owner to his jobs, and from a job to its lines, are tables that are filled
   * some hundreds of rows at a time and in their own order, which writes each of their pages once
   * for many rows. A reader takes what is filed, and looks through what is not: the last rows of the
   * table, never many. Both are one statement, so that it sees one moment.
   */

  /** Filing holds the writer for two or three microseconds a job and one a line. */
  private static final int MOST_JOBS = 400;

  private static final int MOST_LINES = 1_000;

  private final SqlWork<?> filing = this::file;
  private long lastJob;
  private long lastLine;
  private long filedJob;
  private long filedLine;

  /** As they are in the database that this session sees. */
  static JobNumbers read(Session session) throws SQLException {
    JobNumbers numbers = new JobNumbers();
    session
        .call(LedgerSql.FIND_NUMBERS)
        .each(row -> {
          numbers.lastJob = row.number();
          numbers.lastLine = row.number();
          numbers.filedJob = row.number();
          numbers.filedLine = row.number();
        });
    return numbers;
  }

  /** The number of a new job; not taken back, as there may be gaps. */
  long nextJob() {
    return ++lastJob;
  }

  /** The number of a new line, which is not taken back either. Has lines filed when it is time. */
  long nextLine(Session session) {
    lastLine++;
    if (lastJob - filedJob >= MOST_JOBS || lastLine - filedLine >= MOST_LINES) {
      session.beforeCommit(filing);
    }
    return lastLine;
  }

  long lastLine() {
    return lastLine;
  }

  /** Gives no number up to this one to a line any more; not taken back. */
  void raiseLastLine(long number) {
    lastLine = Math.max(lastLine, number);
  }

  /** Files what is not filed yet; answers how much. */
  int file(Session session) throws SQLException {
    int filed =
        session.call(LedgerSql.FILE_JOBS).with(filedJob).with(lastJob).update()
            + session.call(LedgerSql.FILE_LINES).with(filedLine).with(lastLine).update();
    session.call(LedgerSql.PUT_FILED).with(lastJob).with(lastLine).update();
    long jobBefore = filedJob;
    long lineBefore = filedLine;
    session.undo().add(() -> takeBack(jobBefore, lineBefore));
    filedJob = lastJob;
    filedLine = lastLine;
    return filed;
  }

  /** Up to where is filed; the last numbers may be behind gaps that no row tells of. */
  @Override
  public String toString() {
    return "filed job " + filedJob + " line " + filedLine;
  }

  private void takeBack(long job, long line) {
    filedJob = job;
    filedLine = line;
  }
}
