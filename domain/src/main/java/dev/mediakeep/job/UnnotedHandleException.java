package dev.mediakeep.job;

import dev.mediakeep.id.JobId;

/**
 * A provider runs something of which the queue does not know: a person has to resolve the job by
 * that handle, or to cancel it at the provider. Its message says all that is known.
 */
public final class UnnotedHandleException extends Exception {
  private static final long serialVersionUID = 1L;

  UnnotedHandleException(JobId job, String key, String handle, JobChange answer) {
    super(message(job, key, handle) + answer);
  }

  UnnotedHandleException(JobId job, String key, String handle, Exception cause) {
    super(message(job, key, handle) + cause.getMessage(), cause);
  }

  private static String message(JobId job, String key, String handle) {
    return "the provider runs " + handle + " under " + key + " for job " + job + ", not noted: ";
  }
}
