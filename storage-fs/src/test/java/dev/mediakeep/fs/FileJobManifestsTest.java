package dev.mediakeep.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.id.JobId;
import dev.mediakeep.job.FollowedLog;
import dev.mediakeep.job.FoundManifest;
import dev.mediakeep.job.JobCommand;
import dev.mediakeep.job.JobMachine;
import dev.mediakeep.job.JobManifest;
import dev.mediakeep.job.JobPolicies;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.NewJob;
import dev.mediakeep.media.JsonObject;
import dev.mediakeep.memory.InMemoryJobStore;
import dev.mediakeep.testkit.SampleJobs;
import dev.mediakeep.testkit.SettableClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileJobManifestsTest {
  private static final InstanceId OTHER = new InstanceId(new UUID(2, 2));

  @TempDir private Path folder;

  private final SettableClock clock = new SettableClock(SampleJobs.START);
  private final SampleJobs samples = new SampleJobs(clock, 1);
  private final FaultyDisk disk = new FaultyDisk();
  private final InMemoryJobStore jobs =
      new InMemoryJobStore(new JobMachine(JobPolicies.ofDefaults(), new SplittableRandom(1)));
  private FileJobManifests manifests;

  @BeforeEach
  void open() throws IOException {
    jobs.putLane(LaneRule.ofDefaults(SampleJobs.LANE));
    FolderMarker.write(folder, Child.INSTANCE, disk);
    manifests = new FileJobManifests(folder, Child.INSTANCE, disk);
    disk.takeSteps();
  }

  @Test
  void a_person_can_read_it() throws Exception {
    JobManifest manifest = waiting();
    manifests.put(manifest);
    Path file = fileOf(manifest);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String id = manifest.job().id().toString();
    assertThat(Files.readString(file))
        .startsWith(
            """
            {
              "format" : "mediakeep-job",
              "version" : 1,
              "instance" : "00000000-0000-0001-0000-000000000001",
              "id" : "%s",
              "createdAt" : "2026-03-01T12:00:00Z",
              "request" : {
                "owner" : "ada",
                "lane" : "acme/film-1",
                "priority" : 5,
                "cost" : 1,
                "timeLimitMs" : 1800000,
                "parameters" : {"prompt": "a lake"}
              },
              "state" : "waiting",
              "dueAt" : "2026-03-01T12:00:10Z",
              "operation" : {
                "handle" : "op-1",
                "key" : "mk-%s-1",
                "since" : "2026-03-01T12:00:00Z"
              },
            """
                .formatted(id, id))
        .contains(
            """
                {
                  "number" : 3,
                  "at" : "2026-03-01T12:00:00Z",
                  "command" : "intend",
                  "state" : "submitting"
                },
            """);
  }

  @Test
  void a_new_job_in_line_is_not_forced_by_itself() throws Exception {
    manifests.put(queued());
    assertThat(disk.takeSteps()).noneMatch(step -> step.startsWith("FORCE"));
    manifests.mark(new FollowedLog("ab", 1, 1));
    assertThat(disk.takeSteps().getFirst()).startsWith("FORCE_FOLDER");
  }

  @Test
  void what_may_cost_money_is_forced_before_it_gets_its_name() throws Exception {
    JobManifest manifest = waiting();
    manifests.put(manifest);
    assertThat(disk.takeSteps())
        .containsExactly(
            "DELETE .manifest.new",
            "CREATE_FILE .manifest.new",
            "FORCE file",
            "MOVE " + fileOf(manifest).getFileName());
  }

  @Test
  void what_takes_the_place_of_another_is_forced() throws Exception {
    JobManifest manifest = queued();
    manifests.put(manifest);
    disk.takeSteps();
    manifests.put(manifest);
    assertThat(disk.takeSteps()).contains("FORCE file");
  }

  @Test
  void a_write_that_fails_leaves_the_old_one() throws Exception {
    JobManifest manifest = waiting();
    manifests.put(manifest);
    for (FaultyDisk.Step step :
        List.of(FaultyDisk.Step.CREATE_FILE, FaultyDisk.Step.FORCE, FaultyDisk.Step.MOVE)) {
      disk.fail(step, new IOException("No space left on device"));
      assertThatExceptionOfType(MediakeepException.class)
          .isThrownBy(() -> manifests.put(manifest))
          .returns(ErrorCode.DISK_FULL, MediakeepException::code);
      assertThat(manifests.find(manifest.job().id())).contains(new FoundManifest.Kept(manifest));
      disk.repair();
    }
    manifests.put(manifest);
    assertThat(Trees.filesIn(folder)).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "state" : "waiting" | "state" : "dreaming"          | must be one that this version knows
          "version" : 1       | "version" : 2                 | is of version 2
          "mediakeep-job"     | "another"                     | no job's manifest
          "fence" : 1         | "fence" : -1                  | fence must be
          "since" : "2026     | "since" : "+999999999         | operation.since must be a time
          "priority" : 5      | "priority" : "high"           | request.priority must be a whole number
          "handle" : "op-1",  |                               | has no operation.handle
          "cost" : 1,         | "cost" : 0,                   | cost must be
          acme/film-1         | acme                          | lane must be
          "linesLeftOut"      | } } "linesLeftOut"            | is no JSON
          """)
  void what_is_no_manifest_is_named_with_the_reason(String part, String other, String reason)
      throws Exception {
    JobManifest manifest = waiting();
    manifests.put(manifest);
    rewrite(manifest, text -> text.replace(part, other == null ? "" : other));
    assertUnreadable(manifest.job().id(), reason);
  }

  @Test
  void times_that_a_person_wrote_are_whole_milliseconds() throws Exception {
    JobManifest manifest = waiting();
    manifests.put(manifest);
    rewrite(manifest, text -> text.replace("12:00:00Z", "12:00:00.000999999Z"));
    assertThat(manifests.find(manifest.job().id())).contains(new FoundManifest.Kept(manifest));
  }

  @Test
  void a_manifest_cut_off_anywhere_is_not_read() throws Exception {
    JobManifest manifest = waiting();
    manifests.put(manifest);
    String whole = Files.readString(fileOf(manifest));
    for (int end = 0; end < whole.strip().length(); end += 7) {
      Files.writeString(fileOf(manifest), whole.substring(0, end));
      assertThat(manifests.find(manifest.job().id()).orElseThrow())
          .isInstanceOf(FoundManifest.Unreadable.class);
    }
  }

  @Test
  void no_byte_that_is_changed_makes_it_throw() throws Exception {
    JobManifest manifest = waiting();
    manifests.put(manifest);
    byte[] whole = Files.readAllBytes(fileOf(manifest));
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 2_000; round++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(whole.length)] = (byte) random.nextInt(256);
      Files.write(fileOf(manifest), changed);
      assertThat(manifests.find(manifest.job().id())).isPresent();
    }
  }

  @Test
  void odd_things_in_the_folder_are_named_and_left() throws Exception {
    JobManifest manifest = waiting();
    Path file = fileOf(manifest);
    Files.createDirectory(file);
    assertUnreadable(manifest.job().id(), "no regular file");
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("/etc/passwd"));
    assertUnreadable(manifest.job().id(), "no regular file");
    Files.delete(file);
    Files.write(file, new byte[5 * 1024 * 1024]);
    assertUnreadable(manifest.job().id(), "more than");
    Files.write(file, new byte[] {'{', (byte) 0xff, '}'});
    assertUnreadable(manifest.job().id(), "UTF-8");
    Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.writeString(folder.resolve("UPPER-" + file.getFileName()), "mine");
    List<FoundManifest> found = new ArrayList<>();
    manifests.forEach(id -> true, found::add);
    assertThat(found).hasSize(3).allMatch(FoundManifest.Unreadable.class::isInstance);
    assertThat(Trees.filesIn(folder)).hasSize(4);
  }

  @Test
  void a_manifest_of_another_home_or_job_is_not_taken() throws Exception {
    JobManifest manifest = waiting();
    new FileJobManifests(folder, OTHER, disk).put(manifest);
    assertUnreadable(manifest.job().id(), "instance must be");
    manifests.put(manifest);
    JobId other = samples.next().id();
    Files.copy(fileOf(manifest), folder.resolve(other + ".json"));
    assertUnreadable(other, "id must be");
  }

  @Test
  void writes_nothing_where_the_marker_is_gone() throws Exception {
    Files.delete(folder.resolve(FolderMarker.NAME));
    JobManifest manifest = waiting();
    assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(() -> manifests.put(manifest))
        .returns(ErrorCode.STORE_UNAVAILABLE, MediakeepException::code);
    assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(() -> manifests.mark(new FollowedLog("ab", 1, 1)));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_damaged_mark_is_none() throws Exception {
    manifests.mark(new FollowedLog("ab", 12, 30));
    Path mark = folder.resolve(".followed");
    String whole = Files.readString(mark);
    for (String text :
        List.of(
            "",
            whole.replace("12", "31"),
            whole.substring(0, whole.length() - 1),
            "x" + whole,
            "\0")) {
      Files.writeString(mark, text, StandardCharsets.UTF_8);
      assertThat(manifests.followed()).isEmpty();
    }
  }

  @Test
  void refuses_to_write_after_closing() {
    manifests.close();
    assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(() -> manifests.put(queued()))
        .returns(ErrorCode.STORE_CLOSED, MediakeepException::code);
  }

  private void assertUnreadable(JobId id, String reason) {
    assertThat(manifests.find(id).orElseThrow())
        .isInstanceOfSatisfying(
            FoundManifest.Unreadable.class,
            found -> assertThat(found.reason()).contains(reason).doesNotContain("\n"));
  }

  private Path fileOf(JobManifest manifest) {
    return folder.resolve(manifest.job().id() + ".json");
  }

  private void rewrite(JobManifest manifest, UnaryOperator<String> change) throws IOException {
    String before = Files.readString(fileOf(manifest));
    String after = change.apply(before);
    assertThat(after).isNotEqualTo(before);
    Files.writeString(fileOf(manifest), after);
  }

  private JobManifest queued() {
    NewJob asked =
        samples.next(
            JobRequest.builder(SampleJobs.ADA, SampleJobs.LANE)
                .parameters(new JsonObject("{\"prompt\": \"a lake\"}"))
                .build());
    jobs.enqueue(asked);
    return JobManifest.from(jobs.history(asked.id(), 0).orElseThrow());
  }

  private JobManifest waiting() {
    JobId id = queued().job().id();
    long fence = SampleJobs.fence(jobs.claim(samples.claim(1)).getFirst());
    jobs.change(id, new JobCommand.Intend(fence), clock.instant());
    jobs.change(
        id,
        new JobCommand.Submitted(fence, "op-1", clock.instant().plusSeconds(10)),
        clock.instant());
    return JobManifest.from(jobs.history(id, 0).orElseThrow());
  }
}
