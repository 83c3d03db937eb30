package dev.mediakeep.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LookoutTest {
  private final BlockingQueue<Optional<byte[]>> sent = new LinkedBlockingQueue<>();
  private final AtomicInteger reads = new AtomicInteger();
  private final Lookout lookout = new Lookout(this::receive);

  private byte @Nullable [] receive() {
    reads.incrementAndGet();
    try {
      return sent.take().orElse(null);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void send(String text) {
    sent.add(Optional.of(text.getBytes(US_ASCII)));
  }

  private void end() {
    sent.add(Optional.empty());
  }

  private @Nullable String next() {
    byte[] bytes = lookout.next(this::receive);
    return bytes == null ? null : new String(bytes, US_ASCII);
  }

  private static void assertComes(CountDownLatch event) throws InterruptedException {
    assertThat(event.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void the_end_is_noticed_behind_what_was_sent_ahead() throws Exception {
    CountDownLatch gone = new CountDownLatch(1);
    lookout.watch(gone::countDown);
    send("one");
    send("two");
    end();
    assertComes(gone);
    assertThat(next()).isEqualTo("one");
    assertThat(next()).isEqualTo("two");
    assertThat(next()).isNull();
    assertThat(next()).isNull();
  }

  @Test
  void only_the_request_at_hand_hears_of_the_end() throws Exception {
    CountDownLatch before = new CountDownLatch(1);
    CountDownLatch now = new CountDownLatch(1);
    lookout.watch(before::countDown);
    send("a request");
    assertThat(next()).isEqualTo("a request");
    lookout.watch(now::countDown);
    end();
    assertComes(now);
    assertThat(before.getCount()).isOne();
  }

  @Test
  void who_has_gone_already_is_told_at_once_and_once() throws Exception {
    CountDownLatch before = new CountDownLatch(1);
    lookout.watch(before::countDown);
    send("a request");
    end();
    assertComes(before);
    assertThat(next()).isEqualTo("a request");
    AtomicInteger told = new AtomicInteger();
    lookout.watch(told::incrementAndGet);
    assertThat(told).hasValue(1);
  }

  @Test
  void what_is_sent_ahead_has_a_bound() {
    CountDownLatch gone = new CountDownLatch(1);
    lookout.watch(gone::countDown);
    String piece = "x".repeat(8_192);
    for (int i = 0; i < 20; i++) {
      send(piece);
    }
    end();
    for (int i = 0; i < 20; i++) {
      assertThat(next()).isEqualTo(piece);
      assertThat(reads.get()).isLessThanOrEqualTo(9 + i);
    }
    assertThat(next()).isNull();
    assertThat(gone.getCount()).isOne();
  }
}
