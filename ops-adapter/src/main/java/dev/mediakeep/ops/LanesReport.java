package dev.mediakeep.ops;

import dev.mediakeep.job.LaneChange;
import dev.mediakeep.job.LaneStatus;
import java.util.List;

/** Lanes, one a line. */
final class LanesReport {
  private static final List<Table.Column> COLUMNS =
      List.of(
          new Table.Column("LANE", 9),
          new Table.Column("MODE", 8),
          new Table.Column("QUEUED", 6),
          new Table.Column("OF", 2),
          new Table.Column("RUNNING", 7),
          new Table.Column("OF", 3),
          new Table.Column("PAUSED UNTIL", 5));

  private LanesReport() {}

  static void sayAll(Invocation invocation, List<LaneStatus> lanes) {
    Console console = invocation.console();
    if (invocation.isJson()) {
      console.sayJson(json -> {
        json.writeStartObject();
        json.writeArrayFieldStart("items");
        for (LaneStatus lane : lanes) {
          JobForms.write(json, lane);
        }
        json.writeEndArray();
        json.writeNullField("next");
        json.writeEndObject();
      });
    } else {
      new Table(console, COLUMNS).print(lanes.stream().map(LanesReport::cells).toList());
    }
  }

  private static List<String> cells(LaneStatus lane) {
    return List.of(
        lane.rule().lane().toString(),
        Words.of(lane.mode()),
        Long.toString(lane.queued()),
        Integer.toString(lane.rule().maxQueued()),
        Long.toString(lane.running()),
        Integer.toString(lane.rule().maxRunning()),
        lane.pausedUntil().map(Words::time).orElse(""));
  }

  /** Says how a lane is after a change, or that there is none to change. */
  static ExitStatus say(Invocation invocation, LaneChange change) {
    return switch (change) {
      case LaneChange.Done(LaneStatus lane) -> {
        say(invocation, lane);
        yield ExitStatus.DONE;
      }
      case LaneChange.Refused(var problem) -> new Faults(invocation).reportRefusal(problem);
    };
  }

  static void say(Invocation invocation, LaneStatus lane) {
    if (invocation.isJson()) {
      invocation.console().sayJson(json -> JobForms.write(json, lane));
    } else {
      invocation.console().say(Words.of(lane.mode()) + " " + lane.rule().lane());
    }
  }
}
