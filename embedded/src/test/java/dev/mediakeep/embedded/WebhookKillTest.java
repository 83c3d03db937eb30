package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.job.JobQuery;
import dev.mediakeep.job.JobState;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.DeliveryQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The receiver kills the sending process when it has got a message and not answered it, again and
 * again on one home: sent, and not recorded.
 */
@Tag("slow")
class WebhookKillTest {
  private static final int ROUNDS = 6;
  private static final int JOBS_A_ROUND = 10;
  private static final int PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private final Set<String> cutOff = ConcurrentHashMap.newKeySet();
  private final AtomicInteger beforeKill = new AtomicInteger();
  private volatile CountDownLatch killed = new CountDownLatch(1);
  private volatile WebhookProcess sender;

  @Test
  void what_was_cut_off_is_sent_again_under_its_id() throws Exception {
    Path home = folder.resolve("home");
    try (HookServer receiver = new HookServer(this::answer)) {
      for (int round = 1; round <= ROUNDS; round++) {
        killed = new CountDownLatch(1);
        beforeKill.set(2 + round);
        try (WebhookProcess process = WebhookProcess.start(home, receiver.port(), JOBS_A_ROUND)) {
          sender = process;
          assertThat(killed.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
      }
      beforeKill.set(Integer.MAX_VALUE);
      Set<String> due = idsIn(deliveries(home), Delivery.State.Kind.DUE);
      answered.removeAll(due);
      try (WebhookProcess process = WebhookProcess.start(home, receiver.port(), 0)) {
        sender = process;
        while (!answered.containsAll(due)) {
          receiver.next();
        }
      }
    }
    List<Delivery> all = deliveries(home);
    assertThat(cutOff).hasSize(ROUNDS);
    assertThat(answered).as("each was taken in the end").containsAll(cutOff).hasSize(all.size());
    assertThat(all).as("one message for each job that ended").hasSize((int) endedJobs(home));
  }

  private int answer(HookServer.Hook hook) {
    if (beforeKill.decrementAndGet() == 0) {
      sender.kill();
      cutOff.add(hook.id());
      killed.countDown();
      return 0;
    }
    answered.add(hook.id());
    return 200;
  }

  private static Set<String> idsIn(List<Delivery> deliveries, Delivery.State.Kind state) {
    return deliveries.stream()
        .filter(delivery -> delivery.state().kind() == state)
        .map(delivery -> delivery.message().id().toString())
        .collect(Collectors.toSet());
  }

  private static List<Delivery> deliveries(Path home) {
    try (Mediakeep keep = open(home)) {
      return keep.webhooks().list(DeliveryQuery.ofNewest(1_000));
    }
  }

  private static long endedJobs(Path home) {
    try (Mediakeep keep = open(home)) {
      return keep.jobs()
          .list(
              new JobQuery(
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(JobState.Kind.CANCELLED),
                  200,
                  Optional.empty()))
          .jobs()
          .size();
    }
  }

  private static Mediakeep open(Path home) {
    return Mediakeep.open(MediakeepConfig.builder(HomeConfig.ofHome(home)).build());
  }
}
