package dev.mediakeep.web;

import dev.mediakeep.error.InvalidValueException;
import dev.mediakeep.error.Rules;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import dev.mediakeep.webhook.WebhookUrl;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What is asked for with a new job. */
final class JobFields {
  static final Set<String> ALL =
      Set.of(
          "owner", "lane", "priority", "cost", "parameters", "notBefore", "timeLimitMs", "webhook");

  private static final long MIN_LIMIT_MS = Duration.ofSeconds(1).toMillis();
  private static final long MAX_LIMIT_MS = Duration.ofHours(24).toMillis();

  private JobFields() {}

  static JobRequest request(JsonFields fields, CallerAddress address) {
    OwnerId owner = fields.text("owner").map(OwnerId::new).orElse(OwnerId.ANONYMOUS);
    JobRequest.Builder request =
        JobRequest.builder(owner, Lane.parse(require("lane", fields.text("lane"))))
            .address(address.text());
    fields.number("priority").ifPresent(request::priority);
    fields.number("cost").ifPresent(request::cost);
    fields.object("parameters").ifPresent(request::parameters);
    fields.time("notBefore").ifPresent(request::notBefore);
    fields.number("timeLimitMs").map(JobFields::timeLimit).ifPresent(request::timeLimit);
    fields.text("webhook").map(WebhookUrl::new).ifPresent(request::webhook);
    return request.build();
  }

  private static Duration timeLimit(long millis) {
    return Duration.ofMillis(Rules.inRange("timeLimitMs", millis, MIN_LIMIT_MS, MAX_LIMIT_MS));
  }

  /** The value of a field that must be there. */
  static <T> T require(String name, Optional<T> value) {
    return value.orElseThrow(
        () -> new InvalidValueException(name, name + " must be given, is not there"));
  }
}
