package dev.mediakeep.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.Delivery.State;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Webhooks as those who run the service see them: hosts only, as the rest of a URL may be secret,
 * and not what is sent.
 */
final class DeliveryJson {
  private DeliveryJson() {}

  static byte[] one(Delivery delivery) {
    return Json.bytes(json -> write(json, delivery));
  }

  /** A page; its {@code next} is null where it is the last one. */
  static byte[] page(List<Delivery> deliveries, Optional<DeliveryCursor> next) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (Delivery delivery : deliveries) {
        write(json, delivery);
      }
      json.writeEndArray();
      json.writeStringField("next", next.map(DeliveryCursor::encode).orElse(null));
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, Delivery delivery) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", delivery.message().id().toString());
    json.writeStringField("job", delivery.message().id().job().toString());
    json.writeStringField("owner", delivery.message().asker().owner().value());
    json.writeStringField("host", delivery.message().url().host());
    Json.time(json, "createdAt", delivery.message().createdAt());
    json.writeStringField("state", Fields.nameOf(delivery.state().kind()));
    json.writeNumberField("tries", delivery.tries());
    if (delivery.state() instanceof State.Due due) {
      Json.time(json, "dueAt", due.at());
    }
    Json.optionalTime(json, "endedAt", delivery.endedAt());
    Json.optional(json, "problem", delivery.problem());
    json.writeEndObject();
  }
}
