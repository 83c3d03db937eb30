package dev.mediakeep.web;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.MessageId;
import dev.mediakeep.webhook.WebhookOutbox;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What became of webhooks, for those who run the service. */
final class WebhookRoutes {
  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-store");
  private static final Set<String> NO_PARAMETERS = Set.of();

  private final JobQueue jobs;
  private final WebhookOutbox outbox;
  private final Guard requests;

  /**
   * Routes.
   *
   * @param jobs has the time
   */
  WebhookRoutes(JobQueue jobs, WebhookOutbox outbox, Guard requests) {
    this.jobs = jobs;
    this.outbox = outbox;
    this.requests = requests;
  }

  List<Route> routing() {
    return List.of(
        Route.get(OperationPaths.WEBHOOKS, DeliveryFilters.PARAMETERS, requests, this::list),
        Route.post(OperationPaths.RETRY_WEBHOOK, NO_PARAMETERS, requests, this::retry));
  }

  private void list(Call call) {
    DeliveryFilters filters = DeliveryFilters.parse(call.query());
    List<Delivery> found = outbox.list(filters.query());
    List<Delivery> shown = found.subList(0, Math.min(found.size(), filters.limit()));
    answer(call, DeliveryJson.page(shown, filters.next(found)));
  }

  private void retry(Call call) throws IOException {
    MessageId id = call.message();
    JsonBody.requireEmpty(call);
    boolean isTriedAnew = outbox.retry(id, jobs.now());
    Optional<Delivery> found = outbox.find(id);
    if (found.isEmpty()) {
      throw new MediakeepException(ErrorCode.WEBHOOK_NOT_FOUND, "no webhook has the id " + id);
    }
    if (!isTriedAnew) {
      throw new MediakeepException(
          ErrorCode.WEBHOOK_NOT_FAILED,
          "a webhook must have been given up to be sent anew, is "
              + Fields.nameOf(found.get().state().kind()));
    }
    answer(call, DeliveryJson.one(found.get()));
  }

  private static void answer(Call call, byte[] body) {
    call.with(Json.CONTENT_TYPE).with(NO_STORE).answer(Status.OK_200, body);
  }
}
