package dev.mediakeep.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.testkit.SampleFiles;
import dev.mediakeep.testkit.ServiceProcess;
import dev.mediakeep.testkit.ServiceProcess.Refusal;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a start refuses, so that nothing is lost: each leaves everything as it was. */
class StartRefusalTest {
  private static final int USAGE = 2;
  private static final int UNAVAILABLE = 3;

  @TempDir private Path home;

  @Test
  void a_second_process_is_told_who_holds_the_home() throws Exception {
    try (ServiceProcess first = ServiceProcess.start(Main.class, home)) {
      Refusal second = ServiceProcess.startRefused(Main.class, home);

      assertThat(second.exitStatus()).isEqualTo(UNAVAILABLE);
      assertThat(second.output()).contains("process " + first.pid() + " ").contains("started 20");
    }
  }

  @Test
  void a_missing_media_folder_is_taken_for_a_wrong_mount() throws Exception {
    makeHomeWithOneItem();
    Path folder = home.resolve(".media-storage");
    Files.move(folder, home.resolve("elsewhere"));

    Refusal refusal = ServiceProcess.startRefused(Main.class, home);

    assertThat(refusal.exitStatus()).isEqualTo(UNAVAILABLE);
    assertThat(refusal.output()).contains(folder.toString());
    assertThat(folder).doesNotExist();
  }

  @Test
  void a_missing_database_is_taken_for_a_wrong_mount() throws Exception {
    makeHomeWithOneItem();
    Path folder = home.resolve(".data");
    Files.move(folder, home.resolve("elsewhere"));

    Refusal refusal = ServiceProcess.startRefused(Main.class, home);

    assertThat(refusal.exitStatus()).isEqualTo(UNAVAILABLE);
    assertThat(folder).doesNotExist();
  }

  @Test
  void a_database_of_a_newer_program_is_left_alone() throws Exception {
    makeHomeWithOneItem();
    Path database = home.resolve(".data/app.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO schema_migrations SELECT '9999-from-the-future', author, filename,"
              + " dateexecuted, orderexecuted + 1, exectype, md5sum, description, comments, tag,"
              + " liquibase, contexts, labels, deployment_id FROM schema_migrations LIMIT 1");
    }
    byte[] before = Files.readAllBytes(database);

    Refusal refusal = ServiceProcess.startRefused(Main.class, home);

    assertThat(refusal.exitStatus()).isEqualTo(UNAVAILABLE);
    assertThat(refusal.output()).contains("9999-from-the-future");
    assertThat(Files.readAllBytes(database)).isEqualTo(before);
  }

  @Test
  void a_file_that_is_no_database_is_left_alone() throws Exception {
    makeHomeWithOneItem();
    Path database = home.resolve(".data/app.db");
    byte[] garbage = "this was a database once".repeat(500).getBytes(StandardCharsets.UTF_8);
    Files.write(database, garbage);

    Refusal refusal = ServiceProcess.startRefused(Main.class, home);

    assertThat(refusal.exitStatus()).isEqualTo(UNAVAILABLE);
    assertThat(refusal.output()).contains("app.db");
    assertThat(Files.readAllBytes(database)).isEqualTo(garbage);
  }

  @Test
  void an_unknown_key_is_answered_with_the_nearest() throws Exception {
    Refusal refusal = ServiceProcess.startRefused(Main.class, home, "--trash-tern", "3d");

    assertThat(refusal.exitStatus()).isEqualTo(USAGE);
    assertThat(refusal.output()).contains("--trash-tern").contains("trash-term");
    assertThat(home).isEmptyDirectory();
  }

  private void makeHomeWithOneItem() throws Exception {
    try (ServiceProcess service = ServiceProcess.start(Main.class, home)) {
      HttpRequest request =
          HttpRequest.newBuilder(service.at("/api/v1/media"))
              .POST(BodyPublishers.ofByteArray(SampleFiles.png().bytes()))
              .build();
      int status = HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
      assertThat(status).isEqualTo(201);
      service.stop();
    }
  }
}
