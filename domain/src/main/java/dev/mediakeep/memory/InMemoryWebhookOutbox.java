package dev.mediakeep.memory;

import dev.mediakeep.job.JobNotice;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.Delivery.State;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.DueQuery;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookOutbox;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Messages in memory, gone with the object. Thread-safe: one lock over everything. */
final class InMemoryWebhookOutbox implements WebhookOutbox {
  private final TreeMap<MessageId, Delivery> deliveries = new TreeMap<>();
  private long lastNumber;

  /** Keeps the notice as a message that is due. */
  synchronized void add(JobNotice notice) {
    lastNumber = notice.numberAfter(lastNumber);
    put(Delivery.of(notice.message(lastNumber)));
  }

  private void put(Delivery delivery) {
    deliveries.put(delivery.message().id(), delivery);
  }

  /**
   * Removes messages that were delivered or given up before that time, the first ones first; says
   * how many.
   */
  synchronized int purgeEndedBefore(Instant time, int most) {
    List<MessageId> old =
        deliveries.values().stream()
            .filter(delivery -> delivery.endedAt().filter(time::isAfter).isPresent())
            .sorted(
                Comparator.comparing((Delivery delivery) -> delivery.endedAt().orElseThrow())
                    .thenComparing(delivery -> delivery.message().id()))
            .limit(most)
            .map(delivery -> delivery.message().id())
            .toList();
    old.forEach(deliveries::remove);
    return old.size();
  }

  @Override
  public synchronized List<Delivery> listDue(DueQuery query) {
    Map<String, Integer> perHost = new HashMap<>();
    return due()
        .filter(delivery -> !query.now().isBefore(dueAt(delivery)))
        .filter(delivery -> !query.without().contains(host(delivery)))
        .sorted(
            Comparator.comparing(InMemoryWebhookOutbox::dueAt)
                .thenComparing(delivery -> delivery.message().id()))
        .filter(delivery -> perHost.merge(host(delivery), 1, Integer::sum) <= query.perHost())
        .limit(query.most())
        .toList();
  }

  private Stream<Delivery> due() {
    return deliveries.values().stream().filter(delivery -> delivery.state() instanceof State.Due);
  }

  private static Instant dueAt(Delivery delivery) {
    return delivery.state() instanceof State.Due(Instant at) ? at : Instant.MAX;
  }

  private static String host(Delivery delivery) {
    return delivery.message().url().host();
  }

  @Override
  public synchronized boolean record(Delivery after) {
    Delivery known = deliveries.get(after.message().id());
    if (known == null
        || !(known.state() instanceof State.Due)
        || known.tries() + 1 != after.tries()) {
      return false;
    }
    put(after);
    return true;
  }

  @Override
  public synchronized int giveUp(
      String host, Instant createdBefore, Instant now, String problem, int most) {
    List<Delivery> old =
        due()
            .filter(delivery -> host(delivery).equals(host))
            .filter(delivery -> delivery.message().createdAt().isBefore(createdBefore))
            .limit(most)
            .toList();
    old.forEach(delivery -> put(in(delivery, new State.Failed(now), Optional.of(problem))));
    return old.size();
  }

  private static Delivery in(Delivery delivery, State state, Optional<String> problem) {
    return new Delivery(delivery.message(), delivery.tries(), state, problem);
  }

  @Override
  public synchronized List<Delivery> list(DeliveryQuery query) {
    return deliveries.descendingMap().values().stream()
        .filter(delivery -> query.job().map(delivery.message().id().job()::equals).orElse(true))
        .filter(delivery -> query.state().map(delivery.state().kind()::equals).orElse(true))
        .filter(delivery ->
            query.before().map(number -> delivery.message().id().number() < number).orElse(true))
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized boolean retry(MessageId id, Instant now) {
    Delivery known = deliveries.get(id);
    if (known == null || !(known.state() instanceof State.Failed)) {
      return false;
    }
    put(new Delivery(known.message(), 0, new State.Due(now), known.problem()));
    return true;
  }
}
