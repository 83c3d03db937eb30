package dev.mediakeep.benchmarks;

import static org.jobrunr.server.BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Duration;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.scheduling.JobScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.storage.sql.sqlite.SqLiteStorageProvider;
import org.jobrunr.utils.mapper.gson.GsonJsonMapper;

/** Jobs as fire-and-forget jobs of JobRunr, which calls only what is public. */
public final class JobRunrJobs implements JobSide {
  private static final Duration POLL = Duration.ofSeconds(5);

  /** What it has done but not yet written when it is stopped; it is interrupted otherwise. */
  private static final Duration CLOSING = Duration.ofSeconds(10);

  /** Its jobs are named by a method, not held as an object. */
  private static final Finished FINISHED = new Finished();

  private final HikariDataSource database;
  private final GsonJsonMapper json = new GsonJsonMapper();
  private final SqLiteStorageProvider storage;

  private JobRunrJobs(HikariDataSource database) {
    this.database = database;
    this.storage = new SqLiteStorageProvider(database);
    storage.setJobMapper(new JobMapper(json));
  }

  /** It makes its tables by itself. */
  static JobRunrJobs open(Path file) {
    return new JobRunrJobs(PeerDatabase.open(file, 1));
  }

  /** What each of its jobs calls. */
  public static void work() {
    FINISHED.one();
  }

  @Override
  public double enqueue(int callers, int jobs) throws Exception {
    JobScheduler scheduler = new JobScheduler(storage);
    return Callers.rate(callers, jobs, number -> scheduler.enqueue(() -> work()));
  }

  @Override
  public double execute(int workers, int jobs) throws Exception {
    FINISHED.expect(jobs);
    BackgroundJobServer server =
        new BackgroundJobServer(
            storage,
            json,
            null,
            usingStandardBackgroundJobServerConfiguration()
                .andWorkerCount(workers)
                .andPollInterval(POLL)
                .andInterruptJobsAwaitDurationOnStopBackgroundJobServer(CLOSING));
    server.start();
    double rate = FINISHED.rate();
    server.stop();
    return rate;
  }

  @Override
  public void close() {
    storage.close();
    database.close();
  }
}
