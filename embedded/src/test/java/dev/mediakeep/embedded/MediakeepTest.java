package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.id.InstanceId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.job.EnqueueResult;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobChange;
import dev.mediakeep.job.JobRequest;
import dev.mediakeep.job.Lane;
import dev.mediakeep.job.LaneRule;
import dev.mediakeep.job.WorkerId;
import dev.mediakeep.media.AddResult;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.NewMedia;
import dev.mediakeep.testkit.SampleFile;
import dev.mediakeep.testkit.SampleFiles;
import dev.mediakeep.testkit.SettableClock;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MediakeepTest {
  @TempDir private Path folder;

  @Test
  void jobs_are_there_after_a_restart() {
    Lane lane = new Lane("acme", "film-1");
    JobRequest request = JobRequest.builder(OwnerId.ANONYMOUS, lane).build();
    Job asked;
    try (Mediakeep keep = Mediakeep.open(folder)) {
      keep.jobs().putLane(LaneRule.ofDefaults(lane));
      EnqueueResult result = keep.jobs().enqueue(request, Optional.empty());
      asked = ((EnqueueResult.Added) result).job();
    }
    try (Mediakeep keep = Mediakeep.open(folder)) {
      assertThat(keep.jobs().find(asked.id())).contains(asked);
      assertThat(keep.jobs().claim(new WorkerId("one"), Set.of(lane), 1))
          .extracting(Job::id)
          .containsExactly(asked.id());
    }
  }

  @Test
  void a_worker_is_heard_after_a_stop_that_was_longer_than_its_lease() {
    SettableClock clock = new SettableClock(Instant.parse("2026-03-01T12:00:00Z"));
    Lane lane = new Lane("acme", "film-1");
    MediakeepConfig config =
        MediakeepConfig.builder(HomeConfig.ofHome(folder))
            .lanes(List.of(LaneRule.ofDefaults(lane)))
            .clock(clock)
            .build();
    Job submitting;
    try (Mediakeep keep = Mediakeep.open(config)) {
      keep.jobs().enqueue(JobRequest.builder(OwnerId.ANONYMOUS, lane).build(), Optional.empty());
      submitting = keep.jobs().claim(new WorkerId("one"), Set.of(lane), 1).getFirst();
      keep.jobs().intend(submitting.id(), submitting.attempts().fence());
    }
    clock.advance(Duration.ofMinutes(5));
    try (Mediakeep keep = Mediakeep.open(config)) {
      assertThat(keep.jobs().endOverdue()).isZero();
      Instant later = clock.instant().plusSeconds(9);
      long fence = submitting.attempts().fence();
      assertThat(keep.jobs().submitted(submitting.id(), fence, "op-1", later))
          .isInstanceOf(JobChange.Done.class);
    }
  }

  @Test
  void keeps_a_file_over_reopening() throws Exception {
    SampleFile file = SampleFiles.mp4();
    Media media;
    InstanceId instance;
    try (Mediakeep keep = Mediakeep.open(folder)) {
      media = add(keep, file);
      instance = keep.instanceId();
    }
    try (Mediakeep keep = Mediakeep.open(folder)) {
      assertThat(keep.instanceId()).isEqualTo(instance);
      assertThat(keep.media().find(media.id())).hasValue(media);
      assertThat(contentOf(keep, media)).isEqualTo(file.bytes());
    }
  }

  @Test
  void opens_several_homes_at_once() throws Exception {
    try (Mediakeep one = Mediakeep.open(folder.resolve("one"));
        Mediakeep two = Mediakeep.open(folder.resolve("two"))) {
      add(one, SampleFiles.png());

      assertThat(one.media().totals().items()).isEqualTo(1);
      assertThat(two.media().totals().items()).isZero();
      assertThat(one.instanceId()).isNotEqualTo(two.instanceId());
    }
  }

  @Test
  void refuses_the_same_home_twice() {
    try (Mediakeep keep = Mediakeep.open(folder)) {
      assertThat(keep.media().totals().items()).isZero();
      assertThatExceptionOfType(MediakeepException.class)
          .isThrownBy(() -> Mediakeep.open(folder))
          .returns(ErrorCode.HOME_IN_USE, MediakeepException::code);
    }
    Mediakeep.open(folder).close();
  }

  @Test
  void reads_beside_the_holder() throws Exception {
    try (Mediakeep keep = Mediakeep.open(folder)) {
      Media media = add(keep, SampleFiles.webm());
      try (Mediakeep reader = Mediakeep.openReadOnly(MediakeepConfig.ofHome(folder))) {
        assertThat(contentOf(reader, media)).isEqualTo(SampleFiles.webm().bytes());
        assertThatExceptionOfType(UnsupportedOperationException.class)
            .isThrownBy(() -> add(reader, SampleFiles.png()));
      }
      add(keep, SampleFiles.gif());
      assertThat(keep.media().list(MediaQuery.ofDefaults()).items()).hasSize(2);
    }
  }

  @Test
  void a_reader_in_the_same_process_takes_no_lock_away() throws Exception {
    Path locks = Path.of("/proc/locks");
    assumeTrue(Files.isReadable(locks), "this system does not list its locks");
    try (Mediakeep keep = Mediakeep.open(folder)) {
      add(keep, SampleFiles.png());
      Mediakeep.openReadOnly(MediakeepConfig.ofHome(folder)).close();

      Object inode = Files.getAttribute(folder.resolve(".data/app.db"), "unix:ino");
      assertThat(Files.readString(locks)).contains(":" + inode + " ");
    }
  }

  @Test
  void refuses_to_read_where_there_is_no_home() {
    assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(() -> Mediakeep.openReadOnly(MediakeepConfig.ofHome(folder)))
        .returns(ErrorCode.STORE_UNAVAILABLE, MediakeepException::code);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void refuses_calls_after_closing() {
    Mediakeep keep = Mediakeep.open(folder);
    keep.close();
    keep.close();

    assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(() -> add(keep, SampleFiles.png()))
        .returns(ErrorCode.STORE_CLOSED, MediakeepException::code);
    assertThatExceptionOfType(MediakeepException.class).isThrownBy(keep.media()::ping);
  }

  @Test
  void refuses_a_foreign_media_folder() throws Exception {
    try (Mediakeep keep = Mediakeep.open(folder.resolve("one"))) {
      add(keep, SampleFiles.png());
    }
    Mediakeep.open(folder.resolve("two")).close();
    MediakeepConfig mixed =
        MediakeepConfig.builder(
                HomeConfig.builder(folder.resolve("one"))
                    .mediaFolder(folder.resolve("two/.media-storage"))
                    .build())
            .build();

    assertThatExceptionOfType(MediakeepException.class)
        .isThrownBy(() -> Mediakeep.open(mixed))
        .returns(ErrorCode.HOME_MISMATCH, MediakeepException::code)
        .withMessageContaining("two");
    Mediakeep.open(folder.resolve("one")).close();
  }

  @Test
  void leaves_no_write_ahead_log_behind() throws Exception {
    try (Mediakeep keep = Mediakeep.open(folder)) {
      add(keep, SampleFiles.png());
    }
    assertThat(Files.list(folder.resolve(".data")).map(Path::getFileName).map(Path::toString))
        .containsAll(List.of("app.db"))
        .doesNotContain("app.db-wal", "app.db-shm");
  }

  private static Media add(Mediakeep keep, SampleFile file) throws Exception {
    try (InputStream bytes = file.open()) {
      AddResult result = keep.media().add(NewMedia.of(MediaDetails.ofDefaults()), bytes);
      assertThat(result).isInstanceOf(AddResult.Added.class);
      return ((AddResult.Added) result).media();
    }
  }

  private static byte[] contentOf(Mediakeep keep, Media media) throws Exception {
    try (InputStream content = Channels.newInputStream(keep.media().open(media.blob()))) {
      return content.readAllBytes();
    }
  }
}
