package dev.mediakeep.web;

import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.KeeperStatus;
import java.util.function.Supplier;

/**
 * The queue of jobs, with what holds the calls of those who wait for it.
 *
 * @param manifests how well the jobs' manifests follow
 * @param tail tells listeners what happens
 * @param desk gives workers jobs
 */
record JobParts(JobQueue queue, Supplier<KeeperStatus> manifests, LogTail tail, ClaimDesk desk)
    implements AutoCloseable {
  static JobParts open(JobQueue queue, Supplier<KeeperStatus> manifests) {
    return new JobParts(queue, manifests, LogTail.open(queue), ClaimDesk.open(queue));
  }

  /** Has all calls answered that are held. May be called again. */
  @Override
  public void close() {
    tail.close();
    desk.close();
  }
}
