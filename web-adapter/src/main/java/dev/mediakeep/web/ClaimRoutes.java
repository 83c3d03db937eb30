package dev.mediakeep.web;

import dev.mediakeep.job.Job;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Jobs for workers that want some, who may wait for them. */
final class ClaimRoutes {
  private final ClaimDesk desk;
  private final Guard polls;

  /**
   * Routes.
   *
   * @param polls stands before calls that may be held
   */
  ClaimRoutes(ClaimDesk desk, Guard polls) {
    this.desk = desk;
    this.polls = polls;
  }

  List<Route> routing() {
    return List.of(Route.post(JobPaths.CLAIM, Set.of(), polls, this::claim));
  }

  private void claim(Call call) throws IOException {
    JsonFields said = JsonBody.read(call, JsonBody.MAX_COMMAND_BYTES, ClaimOrder.FIELDS);
    HeldClaim claim = desk.arrive(ClaimOrder.of(said));
    call.onLeaving(() -> desk.leave(claim));
    List<Job> claimed = desk.claim(claim);
    if (claim.hasLeft) {
      throw new CloseConnectionException("the worker went away while it waited");
    }
    try {
      answer(call, claimed);
    } catch (CloseConnectionException e) {
      desk.giveBack(claimed);
      throw e;
    }
  }

  private static void answer(Call call, List<Job> claimed) {
    call.with(Json.CONTENT_TYPE)
        .with(WorkerRoutes.NO_STORE)
        .answer(Status.OK_200, WorkerJson.claimed(claimed));
  }
}
