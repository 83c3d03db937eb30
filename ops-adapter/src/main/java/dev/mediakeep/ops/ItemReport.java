package dev.mediakeep.ops;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import dev.mediakeep.id.JobId;
import dev.mediakeep.id.MediaId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** What a verb did to each of the items that it was given. */
final class ItemReport {
  /**
   * What happened to one item.
   *
   * @param id of a media item or a job
   * @param outcome a word for programs, such as {@code trashed}
   * @param remark what people should know besides; empty where the outcome says it all
   * @param problem why it was refused; empty where it was not
   */
  record Line(Object id, String outcome, String remark, Optional<Problem> problem) {
    static Line of(Object id, String outcome) {
      return of(id, outcome, "");
    }

    static Line of(Object id, String outcome, String remark) {
      return new Line(id, outcome, remark, Optional.empty());
    }

    static Line unchanged(MediaId id, String remark) {
      return of(id, "unchanged", remark);
    }

    static Line refused(Object id, ErrorCode code, String message) {
      return refused(id, Problem.of(code, message));
    }

    static Line refused(Object id, Problem problem) {
      return new Line(id, "refused", "", Optional.of(problem));
    }

    static Line absent(JobId id) {
      return refused(id, ErrorCode.JOB_NOT_FOUND, "there is no job " + id);
    }

    static Line absent(MediaId id) {
      return refused(id, ErrorCode.MEDIA_NOT_FOUND, "there is no media item " + id);
    }
  }

  private ItemReport() {}

  /** Prints the lines; the exit status says whether any item was refused. */
  static ExitStatus say(Invocation invocation, List<Line> lines) {
    Console console = invocation.console();
    if (invocation.isJson()) {
      console.sayJson(json -> write(json, lines));
    } else {
      lines.forEach(line -> sayText(console, line));
    }
    boolean refused = lines.stream().anyMatch(line -> line.problem().isPresent());
    return refused ? ExitStatus.REFUSED : ExitStatus.DONE;
  }

  private static void sayText(Console console, Line line) {
    if (line.problem().isPresent()) {
      Problem problem = line.problem().get();
      console.note("mediakeep: " + problem.message());
      console.note("hint: " + problem.hint());
    } else {
      String remark = line.remark().isEmpty() ? "" : " (" + line.remark() + ")";
      console.say(line.outcome() + " " + line.id() + remark);
    }
  }

  private static void write(JsonGenerator json, List<Line> lines) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("items");
    for (Line line : lines) {
      json.writeStartObject();
      json.writeStringField("id", line.id().toString());
      json.writeStringField("outcome", line.outcome());
      if (line.problem().isPresent()) {
        json.writeFieldName("problem");
        JsonForms.write(json, line.problem().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
