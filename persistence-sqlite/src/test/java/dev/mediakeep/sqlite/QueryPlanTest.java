package dev.mediakeep.sqlite;

import static dev.mediakeep.sqlite.GallerySql.Way.THROUGH_ORDER;
import static dev.mediakeep.sqlite.GallerySql.Way.THROUGH_TIME_RANGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.media.MediaSort;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No statement walks a whole table or sorts, but for those that are listed here. */
final class QueryPlanTest {
  /** The tags in one row are a virtual table; SQLite keeps few sequences. */
  private static final Pattern SCAN =
      Pattern.compile(
          "SCAN (?!page$|CONSTANT ROW$|sqlite_sequence$|\\(subquery-|(json_each|t) VIRTUAL TABLE ).*");

  private static final Pattern SORT = Pattern.compile("USE TEMP B-TREE.*");

  /** What walks all of something, and why it may. */
  private static final Map<String, List<String>> ALLOWED =
      Map.ofEntries(
          // Counting everything means to look at everything.
          Map.entry(
              "TOTALS",
              List.of(
                  "SCAN media USING COVERING INDEX sqlite_autoindex_media_1",
                  "SCAN blob",
                  "SCAN every",
                  "SCAN trash",
                  "SCAN file")),
          // One row.
          Map.entry("FIND_INSTANCE", List.of("SCAN instance")),
          // A row for each table or migration, once a start.
          Map.entry("HAS_TABLE", List.of("SCAN sqlite_schema")),
          Map.entry(
              "LIST_APPLIED", List.of("SCAN schema_migrations", "USE TEMP B-TREE FOR ORDER BY")),
          // All jobs that have not ended, once a start.
          Map.entry("LIST_OPEN", List.of("SCAN job USING INDEX job_not_ended")),
          // What an operator asks for: those under way are among the jobs that have not ended.
          Map.entry(
              "LIST_JOBS_NOT_ENDED",
              List.of("SCAN j USING INDEX job_not_ended", "USE TEMP B-TREE FOR ORDER BY")),
          // A job ends a few times.
          Map.entry("LIST_OF_JOB", List.of("USE TEMP B-TREE FOR ORDER BY")),
          // What is not filed yet are some hundreds of jobs and lines.
          Map.entry("FILE_JOBS", List.of("USE TEMP B-TREE FOR ORDER BY")),
          Map.entry("FILE_LINES", List.of("USE TEMP B-TREE FOR ORDER BY")),
          Map.entry("LIST_JOBS_OF_OWNER", List.of("USE TEMP B-TREE FOR ORDER BY")),
          // There are few lanes, and owners who have something in line or had just now.
          Map.entry("LIST_LANES", List.of("SCAN job_lane")),
          Map.entry("LIST_TURNS", List.of("SCAN job_turn")));

  @TempDir private Path folder;
  @AutoClose private Session session;

  @BeforeEach
  void open() throws Exception {
    Path file = TestDatabase.in(folder).databaseFile();
    session = new Session(Connections.openWriting(file, Duration.ofSeconds(1)));
  }

  @Test
  void no_statement_scans_or_sorts_unlisted() throws Exception {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (Map.Entry<String, String> statement : statements().entrySet()) {
      List<String> suspect = suspectSteps(statement.getValue());
      if (!suspect.isEmpty()) {
        found.put(statement.getKey(), suspect);
      }
    }
    assertThat(found).isEqualTo(ALLOWED);
  }

  @Test
  void a_planted_scan_and_a_planted_sort_are_found() throws Exception {
    assertThat(suspectSteps("SELECT m.id FROM media AS m WHERE m.prompt = ? ORDER BY m.seed"))
        .containsExactly("SCAN m", "USE TEMP B-TREE FOR ORDER BY");
  }

  @Test
  void each_page_enters_its_index_at_the_cursor() throws Exception {
    for (GallerySql.Driver driver : GallerySql.Driver.values()) {
      for (MediaSort sort : MediaSort.values()) {
        assertThat(plan(GallerySql.page(driver, sort, THROUGH_ORDER)).stream().filter(this::isRun))
            .as("runs of %s %s", driver, sort)
            .hasSize(4)
            .allMatch(step -> step.contains("kind=? AND starred=? AND"))
            .allMatch(step -> step.matches(".*\\((created_at|size_bytes),(media_)?id\\)[<>].*"));
      }
    }
  }

  @Test
  void a_page_through_a_time_range_sorts_what_is_in_it() throws Exception {
    for (GallerySql.Driver driver : GallerySql.Driver.values()) {
      for (MediaSort sort : List.of(MediaSort.LARGEST, MediaSort.SMALLEST)) {
        String sql = GallerySql.page(driver, sort, THROUGH_TIME_RANGE);
        assertThat(suspectSteps(sql)).containsOnly("USE TEMP B-TREE FOR ORDER BY");
        assertThat(plan(sql).stream().filter(this::isRun))
            .hasSize(4)
            .allMatch(step -> step.contains("created_at>? AND created_at<?"));
      }
    }
  }

  @Test
  void what_is_not_filed_yet_is_looked_through_from_its_first_row() throws Exception {
    assertThat(plan(JobSql.LIST_JOBS_OF_OWNER))
        .contains(
            "SEARCH f USING PRIMARY KEY (owner=? AND id<?)",
            "SEARCH j USING INTEGER PRIMARY KEY (rowid>?)");
    assertThat(plan(JobSql.LIST_EVENTS_OF_JOB))
        .contains(
            "SEARCH f USING PRIMARY KEY (job_number=? AND number>?)",
            "SEARCH e USING INTEGER PRIMARY KEY (rowid>?)");
  }

  @Test
  void foreign_keys_are_looked_up_by_index() throws Exception {
    assertThat(plan("SELECT 1 FROM media WHERE parent_id = ?"))
        .containsExactly("SEARCH media USING COVERING INDEX media_by_parent (parent_id=?)");
    assertThat(plan("SELECT 1 FROM media WHERE sha256 = ?"))
        .containsExactly("SEARCH media USING COVERING INDEX media_by_blob (sha256=?)");
    assertThat(plan("SELECT 1 FROM media_tag WHERE media_number = ?"))
        .containsExactly("SEARCH media_tag USING PRIMARY KEY (media_number=?)");
  }

  @Test
  void due_webhooks_are_found_asker_by_asker() throws Exception {
    List<String> plan = plan(WebhookSql.LIST_DUE);
    assertThat(plan)
        .contains(
            "SEARCH next USING COVERING INDEX webhook_by_due_time (address=? AND owner=? AND host>?)",
            "SEARCH next USING COVERING INDEX webhook_by_due_time (address=? AND owner>?)",
            "SEARCH next USING COVERING INDEX webhook_by_due_time (address>?)",
            "SEARCH d USING COVERING INDEX webhook_by_due_time"
                + " (address=? AND owner=? AND host=? AND due_at<?)",
            "SEARCH w USING INTEGER PRIMARY KEY (rowid=?)");
    assertThat(plan).noneMatch(step -> step.matches("SCAN (w|d|next|first|webhook).*"));
  }

  private List<String> suspectSteps(String sql) throws SQLException {
    return plan(sql).stream()
        .filter(step -> SCAN.matcher(step).matches() || SORT.matcher(step).matches())
        .toList();
  }

  private boolean isRun(String step) {
    return step.contains("INDEX media_by_") || step.contains("INDEX media_tag_by_");
  }

  private List<String> plan(String sql) throws SQLException {
    return session.call("EXPLAIN QUERY PLAN " + sql).all(QueryPlanTest::detail);
  }

  private static String detail(Row row) throws SQLException {
    row.number();
    row.number();
    row.number();
    return row.text();
  }

  private static Map<String, String> statements() throws ReflectiveOperationException {
    Map<String, String> statements = new LinkedHashMap<>();
    for (Class<?> owner :
        List.of(
            MediaSql.class,
            JobSql.class,
            JobRecoverySql.class,
            JobWatchSql.class,
            LedgerSql.class,
            WebhookSql.class,
            Schema.class,
            Startup.class)) {
      for (Field field : owner.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers()) && field.getType() == String.class) {
          field.setAccessible(true);
          String sql = (String) field.get(null);
          if (Stream.of("SELECT", "INSERT", "UPDATE", "DELETE").anyMatch(sql::startsWith)) {
            statements.put(field.getName(), sql);
          }
        }
      }
    }
    for (GallerySql.Driver driver : GallerySql.Driver.values()) {
      for (MediaSort sort : MediaSort.values()) {
        statements.put("page " + driver + " " + sort, GallerySql.page(driver, sort, THROUGH_ORDER));
      }
      statements.put("count " + driver, GallerySql.count(driver));
    }
    return new LinkedHashMap<>(statements);
  }
}
