package dev.mediakeep.media;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A lock for each hash, so that a file is never removed between the moment when an upload put it in
 * place and the moment when its record is committed. Hashes share locks by their first bits: two
 * that collide wait for each other, no more.
 */
final class HashLocks {
  private static final int STRIPE_BITS = 10;
  private static final int HEX_DIGITS = 3;

  private final ReentrantLock[] stripes =
      Stream.generate(ReentrantLock::new).limit(1 << STRIPE_BITS).toArray(ReentrantLock[]::new);

  <T> T holding(Sha256 hash, Supplier<T> action) {
    ReentrantLock stripe = stripes[stripeOf(hash)];
    stripe.lock();
    try {
      return action.get();
    } finally {
      stripe.unlock();
    }
  }

  private static int stripeOf(Sha256 hash) {
    return Integer.parseInt(hash.hex(), 0, HEX_DIGITS, 16) & ((1 << STRIPE_BITS) - 1);
  }
}
