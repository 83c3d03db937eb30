package dev.mediakeep.web;

import static dev.mediakeep.web.ProblemAssert.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.ReconcileReport;
import dev.mediakeep.job.ReconcileReport.Finding;
import dev.mediakeep.job.ReconcileReport.Kind;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconcileRoutesTest {
  private static final String RECONCILE = "/api/v1/ops/reconcile";
  private static final JobId JOB = JobId.parse("01930000-0000-7000-8000-000000000001");

  private final TestService service = new TestService();

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void tells_what_would_be_found_and_what_was() {
    service.reconciled.set(
        new ReconcileReport(
            true,
            2,
            List.of(
                new Finding(Kind.TAKEN_BACK, Optional.of(JOB), "a.json", "polled"),
                new Finding(Kind.UNREADABLE, Optional.empty(), "b.json", "no JSON")),
            List.of(Lane.parse("acme/film-1"))));
    String findings =
        "'manifests':2,'findings':[{'kind':'takenBack','job':'%s','place':'a.json','detail':'polled'},"
            + "{'kind':'unreadable','place':'b.json','detail':'no JSON'}],"
            + "'lanesMade':['acme/film-1']}";
    String told = findings.formatted(JOB).replace('\'', '"');
    HttpResponse<String> preview = service.get(RECONCILE);
    assertThat(preview.statusCode()).isEqualTo(200);
    assertThat(preview.body()).isEqualTo("{\"dryRun\":true," + told);
    HttpResponse<String> done = service.post(RECONCILE, new byte[0]);
    assertThat(done.statusCode()).isEqualTo(200);
    assertThat(done.body()).isEqualTo("{\"dryRun\":false," + told);
    assertThat(done.headers().firstValue("Cache-Control")).contains("private, no-store");
  }

  @Test
  void takes_no_body_and_no_parameters() {
    assertThat(service.postJson(RECONCILE, "{\"dryRun\":true}").statusCode()).isEqualTo(400);
    assertProblem(
        service.post(RECONCILE + "?dryRun=true", new byte[0]), 400, ErrorCode.FIELD_UNKNOWN);
  }
}
