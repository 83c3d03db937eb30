package dev.mediakeep.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpaceReserveTest {
  private static final Logger QUIET = Logger.getLogger(SpaceReserve.class.getName());

  @TempDir private Path folder;
  private Path file;
  private SpaceReserve reserve;

  @BeforeEach
  void start() {
    QUIET.setLevel(Level.OFF);
    file = folder.resolve("app.db-reserve");
    reserve = new SpaceReserve(new DatabaseFile(folder.resolve("app.db")));
  }

  @Test
  void a_store_makes_it_for_its_owner_only() throws Exception {
    SqliteStore.open(TestDatabase.in(folder)).close();
    assertThat(file).hasSize(SpaceReserve.BYTES);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void one_that_is_there_stays_as_it_is() throws Exception {
    Files.write(file, new byte[SpaceReserve.BYTES]);
    reserve.refill();
    assertThat(file).hasBinaryContent(new byte[SpaceReserve.BYTES]);
  }

  @Test
  void one_that_a_crash_left_unfinished_is_made_anew() throws Exception {
    Files.write(file, new byte[100]);
    reserve.refill();
    assertThat(file).hasSize(SpaceReserve.BYTES);
  }

  @Test
  void it_goes_when_it_is_needed_and_comes_back() {
    reserve.refill();
    reserve.release();
    assertThat(file).doesNotExist();
    reserve.release();
    reserve.refill();
    assertThat(file).hasSize(SpaceReserve.BYTES);
  }

  @Test
  void without_it_little_of_the_log_waits() {
    assertThat(reserve.mostFrames(4_000)).isEqualTo(256);
    assertThat(reserve.mostFrames(100)).isEqualTo(100);
    reserve.refill();
    assertThat(reserve.mostFrames(4_000)).isEqualTo(4_000);
  }

  @Test
  void a_caller_that_is_interrupted_makes_it_all_the_same() {
    Thread.currentThread().interrupt();
    reserve.refill();
    assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
    assertThat(file).hasSize(SpaceReserve.BYTES);
  }

  @Test
  void a_folder_that_is_gone_is_no_failure() {
    SpaceReserve lost =
        new SpaceReserve(new DatabaseFile(folder.resolve("gone").resolve("app.db")));
    lost.refill();
    lost.release();
    assertThat(lost.mostFrames(4_000)).isEqualTo(256);
  }

  @Test
  void only_what_must_take_effect_draws_on_it() {
    FullUntilReleased disk = new FullUntilReleased();
    ReservedWrites writes = new ReservedWrites(disk, reserve);
    reserve.refill();
    Refusals.assertRefused(ErrorCode.DISK_FULL, () -> writes.write("adding", session -> 1));
    assertThat(file).exists();
    int purged = writes.writeFromReserve("purging", session -> 1);
    assertThat(purged).isEqualTo(1);
    assertThat(file).doesNotExist();
    int added = writes.write("adding", session -> 1);
    assertThat(added).isEqualTo(1);
    assertThat(file).as("made again by the next one").exists();
  }

  @Test
  void another_failure_leaves_it_alone() {
    reserve.refill();
    ReservedWrites writes = new ReservedWrites(new NoWrites(), reserve);
    Refusals.assertRefused(
        ErrorCode.STORE_UNAVAILABLE, () -> writes.writeFromReserve("purging", session -> 1));
    assertThat(file).exists();
  }

  /** A disk on which there is room once the reserve has gone. */
  private final class FullUntilReleased implements Writes {
    @Override
    public <T> T write(String what, SqlWork<T> unit) {
      if (Files.exists(file)) {
        throw new MediakeepException(ErrorCode.DISK_FULL, what + " failed");
      }
      try (Session session = new Session(DriverManager.getConnection("jdbc:sqlite::memory:"))) {
        return unit.on(session);
      } catch (SQLException e) {
        throw new AssertionError(e);
      }
    }
  }
}
