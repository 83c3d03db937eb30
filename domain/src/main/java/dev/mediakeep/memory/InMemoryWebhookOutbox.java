package dev.mediakeep.memory;

import dev.mediakeep.job.JobNotice;
import dev.mediakeep.webhook.Asker;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.Delivery.State;
import dev.mediakeep.webhook.DeliveryQuery;
import dev.mediakeep.webhook.DueQuery;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookMessage;
import dev.mediakeep.webhook.WebhookOutbox;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Messages in memory, gone with the object. Thread-safe: one lock over everything. */
final class InMemoryWebhookOutbox implements WebhookOutbox {
  private static final Comparator<Delivery> ORDER = Comparator.comparingLong(Delivery::number);

  private final Map<MessageId, Delivery> deliveries = new HashMap<>();
  private long lastNumber;

  /** Keeps the notice as a message that is due, unless there is one of this end. */
  synchronized void add(JobNotice notice) {
    WebhookMessage message = notice.message();
    if (!deliveries.containsKey(message.id())) {
      put(Delivery.of(++lastNumber, message));
    }
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
                    .thenComparing(ORDER))
            .limit(most)
            .map(delivery -> delivery.message().id())
            .toList();
    old.forEach(deliveries::remove);
    return old.size();
  }

  @Override
  public synchronized List<Delivery> listDue(DueQuery query) {
    Comparator<Delivery> longestDue =
        Comparator.comparing(InMemoryWebhookOutbox::dueAt).thenComparing(ORDER);
    Comparator<Delivery> preferred =
        Comparator.comparing(delivery -> !query.preferred().contains(host(delivery)));
    Stream<Delivery> few =
        due()
            .filter(delivery -> !query.now().isBefore(dueAt(delivery)))
            .filter(delivery -> !query.without().holds(delivery.message()))
            .collect(Collectors.groupingBy(delivery -> List.of(asker(delivery), host(delivery))))
            .values()
            .stream()
            .flatMap(ofHost -> ofHost.stream().sorted(longestDue).limit(query.perHost()));
    Map<Delivery, Integer> turns =
        turns(few, InMemoryWebhookOutbox::asker, preferred.thenComparing(longestDue));
    Map<Delivery, Integer> turnsOfAddress =
        turns(
            turns.keySet().stream(),
            delivery -> asker(delivery).address(),
            Comparator.comparing((Delivery one) -> turns.getOrDefault(one, 0))
                .thenComparing(longestDue));
    return turnsOfAddress.keySet().stream()
        .sorted(
            Comparator.comparing((Delivery one) -> turnsOfAddress.getOrDefault(one, 0))
                .thenComparing(longestDue))
        .limit(query.most())
        .toList();
  }

  /** The place of each among those that have the same key. */
  private static <K> Map<Delivery, Integer> turns(
      Stream<Delivery> all, Function<Delivery, K> key, Comparator<Delivery> order) {
    Map<Delivery, Integer> turns = new HashMap<>();
    Map<K, Integer> last = new HashMap<>();
    all.sorted(order).forEach(one -> turns.put(one, last.merge(key.apply(one), 1, Integer::sum)));
    return turns;
  }

  private static Asker asker(Delivery delivery) {
    return delivery.message().asker();
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
      String host, Instant before, Instant now, String problem, int most) {
    List<Delivery> old =
        due()
            .filter(delivery -> host(delivery).equals(host))
            .filter(delivery -> delivery.since().isBefore(before))
            .limit(most)
            .toList();
    old.forEach(delivery -> put(delivery.givenUp(now, problem)));
    return old.size();
  }

  @Override
  public synchronized Optional<Delivery> find(MessageId id) {
    return Optional.ofNullable(deliveries.get(id));
  }

  @Override
  public synchronized List<Delivery> list(DeliveryQuery query) {
    return deliveries.values().stream()
        .sorted(ORDER.reversed())
        .filter(delivery -> query.job().map(delivery.message().id().job()::equals).orElse(true))
        .filter(delivery -> query.state().map(delivery.state().kind()::equals).orElse(true))
        .filter(delivery -> query.before().map(number -> delivery.number() < number).orElse(true))
        .limit(query.limit())
        .toList();
  }

  @Override
  public synchronized boolean retry(MessageId id, Instant now) {
    Delivery known = deliveries.get(id);
    if (known == null || !(known.state() instanceof State.Failed)) {
      return false;
    }
    put(known.anew(now));
    return true;
  }
}
