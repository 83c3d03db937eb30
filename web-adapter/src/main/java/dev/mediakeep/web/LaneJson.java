package dev.mediakeep.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.job.LaneStatus;
import java.io.IOException;
import java.util.List;

/** Lanes as JSON. */
final class LaneJson {
  private LaneJson() {}

  static byte[] one(LaneStatus lane) {
    return Json.bytes(json -> write(json, lane));
  }

  /** All of them are one page. */
  static byte[] all(List<LaneStatus> lanes) {
    return Json.bytes(json -> {
      json.writeStartObject();
      json.writeArrayFieldStart("items");
      for (LaneStatus lane : lanes) {
        write(json, lane);
      }
      json.writeEndArray();
      json.writeNullField("next");
      json.writeEndObject();
    });
  }

  private static void write(JsonGenerator json, LaneStatus lane) throws IOException {
    json.writeStartObject();
    json.writeStringField("lane", lane.rule().lane().toString());
    json.writeStringField("mode", Fields.nameOf(lane.mode()));
    Json.optionalTime(json, "pausedUntil", lane.pausedUntil());
    json.writeNumberField("maxQueued", lane.rule().maxQueued());
    json.writeNumberField("maxRunning", lane.rule().maxRunning());
    json.writeNumberField("queued", lane.queued());
    json.writeNumberField("running", lane.running());
    json.writeEndObject();
  }
}
