package dev.mediakeep.web;

import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.error.Rules;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneChange;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.LaneStatus;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The lanes in which jobs queue up. */
final class LaneRoutes {
  static final Set<String> RULE = Set.of("maxQueued", "maxRunning");

  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-store");
  private static final Set<String> NO_PARAMETERS = Set.of();

  private final JobQueue jobs;
  private final Guard requests;

  LaneRoutes(JobQueue jobs, Guard requests) {
    this.jobs = jobs;
    this.requests = requests;
  }

  List<Route> routing() {
    return List.of(
        Route.get(JobPaths.LANES, NO_PARAMETERS, requests, this::list),
        change("pause", jobs::pause),
        change("resume", jobs::resume),
        change("drain", jobs::drain),
        Route.put(JobPaths.LANE, NO_PARAMETERS, requests, this::put));
  }

  private Route change(String name, Function<Lane, LaneChange> change) {
    return Route.post(
        JobPaths.LANE + "/" + name,
        NO_PARAMETERS,
        requests,
        call -> {
          JsonBody.requireEmpty(call);
          answer(call, done(change.apply(call.lane())));
        });
  }

  private static LaneStatus done(LaneChange change) {
    return switch (change) {
      case LaneChange.Done(LaneStatus lane) -> lane;
      case LaneChange.Refused(Problem problem) -> throw new MediakeepException(problem);
    };
  }

  private void list(Call call) {
    byte[] lanes = LaneJson.all(jobs.listLanes());
    call.with(Json.CONTENT_TYPE).with(NO_STORE).answer(Status.OK_200, lanes);
  }

  private void put(Call call) throws IOException {
    Lane lane = call.lane();
    JsonFields fields = JsonBody.read(call, JsonBody.MAX_COMMAND_BYTES, RULE);
    LaneRule defaults = LaneRule.ofDefaults(lane);
    jobs.putLane(
        new LaneRule(
            lane,
            count("maxQueued", fields.number("maxQueued"), defaults.maxQueued()),
            count("maxRunning", fields.number("maxRunning"), defaults.maxRunning())));
    answer(call, find(lane));
  }

  private static int count(String field, Optional<Long> value, int otherwise) {
    return (int) Rules.inRange(field, value.orElse((long) otherwise), 1, LaneRule.MOST);
  }

  private LaneStatus find(Lane lane) {
    return jobs.listLanes().stream()
        .filter(status -> status.rule().lane().equals(lane))
        .findFirst()
        .orElseThrow(() -> new MediakeepException(LaneRule.unknown(lane)));
  }

  private static void answer(Call call, LaneStatus lane) {
    call.with(Json.CONTENT_TYPE).with(NO_STORE).answer(Status.OK_200, LaneJson.one(lane));
  }
}
