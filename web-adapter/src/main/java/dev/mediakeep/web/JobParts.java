package dev.mediakeep.web;

import dev.mediakeep.job.JobOperations;
import dev.mediakeep.job.JobQueue;

/**
 * The queue of jobs, with what holds the calls of those who wait for it.
 *
 * @param operations what those who run it look at and do
 * @param tail tells listeners what happens
 * @param desk gives workers jobs
 */
record JobParts(JobQueue queue, JobOperations operations, LogTail tail, ClaimDesk desk)
    implements AutoCloseable {
  static JobParts open(JobQueue queue, JobOperations operations) {
    return new JobParts(queue, operations, LogTail.open(queue), ClaimDesk.open(queue));
  }

  /** Has all calls answered that are held. May be called again. */
  @Override
  public void close() {
    tail.close();
    desk.close();
  }
}
