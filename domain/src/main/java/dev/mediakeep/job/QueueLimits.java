package dev.mediakeep.job;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import java.util.Collection;
import java.util.Optional;

/**
 * How many jobs there may be. By default 100,000 queued in all, 1,000 queued and 10 under way an
 * owner, 1,000 queued and 20 under way an address; a lane says its own.
 */
public final class QueueLimits {
  private static final int MOST = 10_000_000;

  private final int queued;
  private final int queuedByOwner;
  private final int runningByOwner;
  private final int queuedByAddress;
  private final int runningByAddress;

  private QueueLimits(Builder builder) {
    queued = limit("queued", builder.queued);
    queuedByOwner = limit("queuedByOwner", builder.queuedByOwner);
    runningByOwner = limit("runningByOwner", builder.runningByOwner);
    queuedByAddress = limit("queuedByAddress", builder.queuedByAddress);
    runningByAddress = limit("runningByAddress", builder.runningByAddress);
  }

  private static int limit(String field, long value) {
    return (int) Rules.inRange(field, value, 1, MOST);
  }

  public static QueueLimits ofDefaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * How many there are of a kind, before one more.
   *
   * @param inLane in the lane of the job in question, and so on
   */
  public record Counts(long all, long inLane, long ofOwner, long ofAddress) {
    /** How many of these there are, and how many of them are like that one. */
    public static Counts of(Collection<JobRequest> among, JobRequest like) {
      return new Counts(
          among.size(),
          among.stream().filter(one -> one.lane().equals(like.lane())).count(),
          among.stream().filter(one -> one.owner().equals(like.owner())).count(),
          like.address().isEmpty()
              ? 0
              : among.stream().filter(one -> one.address().equals(like.address())).count());
    }
  }

  /** Why a job may not be put in line; empty when there is room for it. */
  public Optional<Problem> refuse(JobRequest request, LaneRule lane, Counts queued) {
    return full("in all", queued.all(), this.queued)
        .or(() -> full("in lane " + request.lane(), queued.inLane(), lane.maxQueued()))
        .or(() -> full("of one owner", queued.ofOwner(), queuedByOwner))
        .or(() -> full("from one address", queued.ofAddress(), queuedByAddress));
  }

  private static Optional<Problem> full(String where, long count, int most) {
    return count < most
        ? Optional.empty()
        : Optional.of(
            Problem.of(
                ErrorCode.QUEUE_FULL,
                "at most " + most + " jobs may be queued " + where + ", there are " + count));
  }

  /** Whether one more may be under way. */
  public boolean allows(LaneRule lane, Counts running) {
    return running.inLane() < lane.maxRunning()
        && running.ofOwner() < runningByOwner
        && running.ofAddress() < runningByAddress;
  }

  /** The most that may be queued in all. */
  public int queued() {
    return queued;
  }

  public int queuedByOwner() {
    return queuedByOwner;
  }

  public int runningByOwner() {
    return runningByOwner;
  }

  public int queuedByAddress() {
    return queuedByAddress;
  }

  public int runningByAddress() {
    return runningByAddress;
  }

  /** Collects limits. Not thread-safe. */
  public static final class Builder {
    private long queued = 100_000;
    private long queuedByOwner = 1_000;
    private long runningByOwner = 10;
    private long queuedByAddress = 1_000;
    private long runningByAddress = 20;

    private Builder() {}

    public Builder queued(long most) {
      queued = most;
      return this;
    }

    public Builder queuedByOwner(long most) {
      queuedByOwner = most;
      return this;
    }

    public Builder runningByOwner(long most) {
      runningByOwner = most;
      return this;
    }

    public Builder queuedByAddress(long most) {
      queuedByAddress = most;
      return this;
    }

    public Builder runningByAddress(long most) {
      runningByAddress = most;
      return this;
    }

    public QueueLimits build() {
      return new QueueLimits(this);
    }
  }
}
