package dev.mediakeep.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HashLocksTest {
  private static final Sha256 HASH = new Sha256("ab".repeat(32));

  private final HashLocks locks = new HashLocks();

  @Test
  void each_hash_has_a_lock() {
    for (String first : new String[] {"000", "3ff", "400", "7ff", "fff"}) {
      Sha256 hash = new Sha256(first + "0".repeat(61));
      assertThat(locks.<String>holding(hash, () -> "done")).isEqualTo("done");
    }
  }

  @Test
  void the_same_hash_is_held_once() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    AtomicBoolean second = new AtomicBoolean();
    Thread holder = Thread.ofVirtual().start(() -> locks.holding(HASH, () -> await(inside, leave)));
    inside.await();
    Thread waiter = Thread.ofPlatform().start(() -> locks.holding(HASH, () -> set(second)));
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertThat(second).isFalse();
    leave.countDown();
    holder.join();
    waiter.join();
    assertThat(second).isTrue();
  }

  @Test
  void another_hash_does_not_wait() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Thread holder = Thread.ofVirtual().start(() -> locks.holding(HASH, () -> await(inside, leave)));
    inside.await();
    assertThat(locks.<String>holding(new Sha256("cd".repeat(32)), () -> "done")).isEqualTo("done");
    leave.countDown();
    holder.join();
  }

  @Test
  void a_failure_releases_the_lock() throws InterruptedException {
    assertThatThrownBy(() ->
            locks.holding(
                HASH,
                () -> {
                  throw new IllegalStateException("failed");
                }))
        .hasMessage("failed");
    AtomicBoolean done = new AtomicBoolean();
    Thread other = Thread.ofPlatform().start(() -> locks.holding(HASH, () -> set(done)));
    assertThat(other.join(Duration.ofSeconds(10))).isTrue();
    assertThat(done).isTrue();
  }

  private static boolean set(AtomicBoolean flag) {
    flag.set(true);
    return true;
  }

  private static boolean await(CountDownLatch inside, CountDownLatch leave) {
    inside.countDown();
    try {
      return leave.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
