package dev.mediakeep.web;

import dev.mediakeep.error.Rules;
import dev.mediakeep.id.JobId;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.DeliveryQuery;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Which webhooks a page has.
 *
 * @param job those that tell of this job only
 * @param state those in this state only
 * @param limit at most so many, 1 to 200
 * @param after only older ones than where the cursor stands
 */
record DeliveryFilters(
    Optional<JobId> job,
    Optional<Delivery.State.Kind> state,
    int limit,
    Optional<DeliveryCursor> after) {
  static final Set<String> PARAMETERS = Set.of("job", "state", "limit", "cursor");

  private static final long DEFAULT_LIMIT = 50;
  private static final long MAX_LIMIT = 200;

  static DeliveryFilters parse(QueryParameters query) {
    Optional<JobId> job = query.text("job").map(JobId::parse);
    Optional<Delivery.State.Kind> state = query.choice("state", Delivery.State.Kind.class);
    long limit = query.number("limit").orElse(DEFAULT_LIMIT);
    return new DeliveryFilters(
        job,
        state,
        (int) Rules.inRange("limit", limit, 1, MAX_LIMIT),
        query.text("cursor").map(text -> DeliveryCursor.parse(text, fingerprint(job, state))));
  }

  private static String fingerprint(Optional<JobId> job, Optional<Delivery.State.Kind> state) {
    return String.format("%08x", Objects.hash(job, state.map(Enum::name).orElse("")));
  }

  /** What to ask for: one more than fits on the page. */
  DeliveryQuery query() {
    return new DeliveryQuery(job, state, after.map(DeliveryCursor::number), limit + 1);
  }

  /** Where the next page starts, after one of which this was found. */
  Optional<DeliveryCursor> next(List<Delivery> found) {
    return found.size() <= limit
        ? Optional.empty()
        : Optional.of(new DeliveryCursor(fingerprint(job, state), found.get(limit - 1).number()));
  }
}
