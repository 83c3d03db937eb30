package dev.mediakeep.id;

import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes UUIDv7 ids (RFC 9562): 48 bits of milliseconds, then a counter of 12 bits that grows within
 * a millisecond, then 62 random bits. Ids of one generator only grow, also when the clock goes
 * back; when a millisecond's counter is used up, the time of the next id runs ahead of the clock.
 *
 * <p>Thread-safe.
 */
public final class IdGenerator {
  private static final int COUNTER_BITS = 12;
  private static final long COUNTER_MAX = (1L << COUNTER_BITS) - 1;
  private static final long COUNTER_START_MASK = COUNTER_MAX >> 1;
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final long RANDOM_MASK = 0x3fff_ffff_ffff_ffffL;

  private final InstantSource clock;
  private final RandomGenerator random;
  private long millis;
  private long counter;

  /**
   * A generator that starts anew.
   *
   * @param clock the time that goes into the ids
   * @param random the random bits; a secure one where ids must not be guessed
   */
  public IdGenerator(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  public MediaId nextMediaId() {
    return new MediaId(nextUuid());
  }

  public JobId nextJobId() {
    return new JobId(nextUuid());
  }

  public InstanceId nextInstanceId() {
    return new InstanceId(nextUuid());
  }

  private synchronized UUID nextUuid() {
    long now = clock.millis();
    if (now > millis) {
      millis = now;
      counter = random.nextLong() & COUNTER_START_MASK;
    } else if (++counter > COUNTER_MAX) {
      millis++;
      counter = 0;
    }
    long high = (millis << 16) | VERSION_7 | counter;
    long low = VARIANT | (random.nextLong() & RANDOM_MASK);
    return new UUID(high, low);
  }
}
