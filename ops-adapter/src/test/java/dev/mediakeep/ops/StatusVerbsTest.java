package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.job.FollowedLog;
import dev.mediakeep.job.LogPosition;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.schema.Migration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code status}, {@code migrate status} and {@code version}. */
final class StatusVerbsTest extends CommandLineTest {
  private static final Instant APPLIED = Instant.parse("2026-11-01T00:00:00Z");
  private static final List<Migration> ONE_PENDING =
      List.of(
          new Migration("0001-create-media", Optional.of(APPLIED)),
          new Migration("0002-add-job", Optional.empty()));

  @Test
  void shows_what_a_home_holds() {
    added("png 12x8 " + "a".repeat(991), MediaDetails.ofDefaults());
    String trashed = added("png 12x8 b", MediaDetails.ofDefaults()).id().toString();
    run("media", "rm", trashed);

    Result result = run("status");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            home          backend
            instance      01a20bec-d480-74c1-beeb-8da1658eec67
            items         1
            in the trash  1
            files         2
            size          1.0 kB (1,010 bytes)
            manifests     of another database, or none; the next start looks at all of them
            schema        current
            held by       nobody
            """);
  }

  @Test
  void shows_who_holds_the_home_and_what_is_pending() {
    homes.holder = Optional.of(new Homes.Holder(4_711, FakeHomes.START));
    homes.migrations = ONE_PENDING;

    Result result = run("status");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            home      backend
            instance  01a20bec-d480-74c1-beeb-8da1658eec67
            schema    pending: 0002-add-job
            held by   process 4711 since 2026-11-24T05:00:00.000Z
            """);
  }

  @Test
  void shows_how_far_manifests_are_behind() {
    homes.jobs.begin(new LogPosition("ab", 12));
    homes.manifests.mark(new FollowedLog("ab", 12, 12));
    assertThat(run("status").out()).contains("manifests     in step\n");

    homes.manifests.mark(new FollowedLog("ab", 9, 12));
    assertThat(run("status").out()).contains("manifests     3 steps behind\n");
    assertThat(run("status", "--json").json().get("manifestLag").asLong()).isEqualTo(3);

    homes.manifests.mark(new FollowedLog("ab", 9, 13));
    assertThat(run("status").out()).contains("manifests     of another database");
    assertThat(run("status", "--json").json().has("manifestLag")).isFalse();
  }

  @Test
  void shows_the_status_as_json() {
    homes.holder = Optional.of(new Homes.Holder(4_711, FakeHomes.START));

    assertThat(run("status", "--json", "--home", "elsewhere").out())
        .isEqualTo(
            """
            {"home":"elsewhere","instance":"01a20bec-d480-74c1-beeb-8da1658eec67","items":0,\
            "trashed":0,"blobs":0,"bytes":0,"pendingMigrations":[],\
            "holder":{"pid":4711,"since":"2026-11-24T05:00:00.000Z"}}
            """);
  }

  @Test
  void tells_when_there_is_no_home_to_look_at() {
    homes.exists = false;

    assertThat(run("status").status()).isEqualTo(3);
    assertThat(run("migrate", "status").status()).isEqualTo(3);
    assertThat(run("status", "--json").jsonError().get("code").asText())
        .isEqualTo("STORE_UNAVAILABLE");
  }

  @Test
  void lists_applied_migrations() {
    assertThat(run("migrate", "status"))
        .isEqualTo(
            new Result(
                0,
                """
                MIGRATION          APPLIED
                0001-create-media  2026-11-01T00:00:00.000Z
                """,
                ""));
  }

  @Test
  void finds_pending_migrations() {
    homes.migrations = ONE_PENDING;

    assertThat(run("migrate", "status"))
        .isEqualTo(
            new Result(
                4,
                """
                MIGRATION          APPLIED
                0001-create-media  2026-11-01T00:00:00.000Z
                0002-add-job       pending
                """,
                ""));
    assertThat(run("migrate", "status", "--json"))
        .isEqualTo(
            new Result(
                4,
                """
                {"migrations":[{"id":"0001-create-media","appliedAt":"2026-11-01T00:00:00.000Z"},\
                {"id":"0002-add-job"}]}
                """,
                ""));
  }

  @Test
  void tells_the_versions() {
    Result result = run("version");

    assertThat(result.status()).isZero();
    assertThat(result.out())
        .matches("mediakeep  \\d+\\.\\d+\\.\\d+\\S*\njava       \\S+\nsqlite     3\\.54\\.1\n");
    assertThat(run("version", "--json").json().get("sqlite").asText()).isEqualTo("3.54.1");
  }

  @Test
  void needs_no_home_for_the_version() {
    homes.exists = false;

    assertThat(run("version").status()).isZero();
  }
}
