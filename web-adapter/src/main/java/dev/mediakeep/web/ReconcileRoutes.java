package dev.mediakeep.web;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.JobOperations;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.ReconcileReport;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** The manifests of jobs held against the database, for those who run the service. */
final class ReconcileRoutes {
  private static final Header NO_STORE =
      HeaderValues.createCached(HeaderNames.CACHE_CONTROL, "private, no-store");
  private static final Set<String> NO_PARAMETERS = Set.of();

  private final JobOperations operations;
  private final Guard one;

  /**
   * Routes.
   *
   * @param one lets one call through at a time: each reads all manifests
   */
  ReconcileRoutes(JobOperations operations, Guard one) {
    this.operations = operations;
    this.one = one;
  }

  List<Route> routing() {
    return List.of(
        Route.get(OperationPaths.RECONCILE, NO_PARAMETERS, one, this::preview),
        Route.post(OperationPaths.RECONCILE, NO_PARAMETERS, one, this::reconcile));
  }

  private void preview(Call call) {
    answer(call, true, operations.previewReconcile());
  }

  private void reconcile(Call call) throws IOException {
    JsonBody.requireEmpty(call);
    answer(call, false, operations.reconcile());
  }

  private static void answer(Call call, boolean isPreview, ReconcileReport report) {
    byte[] body = Json.bytes(json -> write(json, isPreview, report));
    call.with(Json.CONTENT_TYPE).with(NO_STORE).answer(Status.OK_200, body);
  }

  private static void write(JsonGenerator json, boolean isPreview, ReconcileReport report)
      throws IOException {
    json.writeStartObject();
    json.writeBooleanField("dryRun", isPreview);
    json.writeNumberField("manifests", report.looked());
    json.writeArrayFieldStart("findings");
    for (ReconcileReport.Finding finding : report.findings()) {
      json.writeStartObject();
      json.writeStringField("kind", Fields.nameOf(finding.kind()));
      Json.optional(json, "job", finding.job().map(JobId::toString));
      json.writeStringField("place", finding.place());
      json.writeStringField("detail", finding.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("lanesMade");
    for (Lane lane : report.lanes()) {
      json.writeString(lane.toString());
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
