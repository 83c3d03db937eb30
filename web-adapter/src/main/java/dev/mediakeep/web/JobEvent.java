package dev.mediakeep.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A line of the log of jobs as listeners are told it. Its text is made once for all of them. */
final class JobEvent {
  /** How a listener finds out that a job is over without a look at its state. */
  private static final String END = "end";

  private static final String PROGRESS = "progress";
  private static final String STATE = "state";

  private final JobEntry line;
  private final byte[] text;

  private JobEvent(JobEntry line, byte[] text) {
    this.line = line;
    this.text = text;
  }

  static JobEvent of(JobEntry line) {
    String data = new String(Json.bytes(json -> write(json, line)), StandardCharsets.UTF_8);
    String text = "id: " + line.number() + "\nevent: " + name(line) + "\ndata: " + data + "\n\n";
    return new JobEvent(line, text.getBytes(StandardCharsets.UTF_8));
  }

  long number() {
    return line.number();
  }

  JobId job() {
    return line.job();
  }

  OwnerId owner() {
    return line.owner();
  }

  /** Whether the job was over by then. */
  boolean isFinal() {
    return line.state().isFinal();
  }

  /** Writes an event of a {@code text/event-stream}. */
  void writeTo(ByteArrayOutputStream out) {
    out.writeBytes(text);
  }

  private static String name(JobEntry line) {
    if (line.state().isFinal()) {
      return END;
    }
    return line.command().filter(JobCommand.Kind.HEARTBEAT::equals).isPresent() ? PROGRESS : STATE;
  }

  /** On one line: a JSON text has line breaks only between its tokens, and none are written. */
  private static void write(JsonGenerator json, JobEntry line) throws IOException {
    json.writeStartObject();
    json.writeNumberField("number", line.number());
    json.writeStringField("job", line.job().toString());
    json.writeStringField("owner", line.owner().value());
    Json.time(json, "at", line.at());
    Json.optional(json, "command", line.command().map(Fields::nameOf));
    json.writeStringField("state", Fields.nameOf(line.state()));
    JobJson.progress(json, line.progress());
    if (line.failure().isPresent()) {
      new StateJson(json).failure("failure", line.failure().get());
    }
    json.writeEndObject();
  }
}
