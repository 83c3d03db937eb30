package dev.mediakeep.fs;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.testkit.SettableClock;
import dev.mediakeep.testkit.Together;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeLockTest {
  private static final Path LOCKS = Path.of("/proc/locks");

  @TempDir private Path folder;
  private Path file;
  private final SettableClock clock = new SettableClock(Instant.parse("2026-05-01T12:00:00Z"));

  @BeforeEach
  void resolveLinks() throws IOException {
    folder = folder.toRealPath();
    file = folder.resolve("mediakeep.lock");
  }

  @Test
  void the_file_names_its_holder() throws IOException {
    try (HomeLock lock = HomeLock.acquire(folder, clock)) {
      assertThat(lock).isNotNull();
      // Not read by this process: that would release the lock.
      assertThat(cat(file))
          .startsWith("pid=" + ProcessHandle.current().pid() + "\nhost=")
          .containsPattern("\nstarted=20..-..-..T..:..:..Z\n");
    }
  }

  @Test
  void the_file_stays_and_is_emptied() throws IOException {
    HomeLock lock = HomeLock.acquire(folder, clock);
    lock.close();
    lock.close();
    assertThat(file).isEmptyFile();
    HomeLock.acquire(folder, clock).close();
  }

  @Test
  void the_same_home_twice_is_refused() throws IOException {
    try (HomeLock lock = HomeLock.acquire(folder, clock)) {
      assertThat(lock).isNotNull();
      assertInUse("process " + ProcessHandle.current().pid());
      assertInUse("this process itself");
      assertHeldForOthers();
    }
    HomeLock.acquire(folder, clock).close();
  }

  @Test
  void several_homes_are_held_at_once() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    try (HomeLock first = HomeLock.acquire(folder, clock);
        HomeLock second = HomeLock.acquire(other, clock)) {
      assertThat(first).isNotSameAs(second);
    }
  }

  @Test
  void one_of_several_at_once_gets_it() throws Exception {
    for (int round = 0; round < 30; round++) {
      AtomicInteger refused = new AtomicInteger();
      AtomicReference<HomeLock> won = new AtomicReference<>();
      Together.run(
          4,
          () -> {
            try {
              won.set(HomeLock.acquire(folder, clock));
            } catch (MediakeepException e) {
              refused.incrementAndGet();
            }
          });
      won.get().close();
      assertThat(refused).hasValue(3);
    }
  }

  @Test
  void asking_for_the_holder_takes_nothing_from_it() throws Exception {
    for (int round = 0; round < 200; round++) {
      AtomicReference<HomeLock> held = new AtomicReference<>();
      Together.run(
          List.of(() -> held.set(HomeLock.acquire(folder, clock)), () -> HomeLock.holder(folder)));
      assertHeldForOthers();
      held.get().close();
    }
  }

  @Test
  void a_copy_of_this_class_does_not_release_it() throws IOException {
    try (FileChannel channel = FileChannel.open(file, Set.of(CREATE, WRITE));
        FileLock lock = channel.lock()) {
      assertInUse("this process itself");
      assertThat(lock.isValid()).isTrue();
      assertHeldForOthers();
    }
  }

  @Test
  void an_interrupted_thread_does_not_get_it() throws IOException {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> HomeLock.acquire(folder, clock))
        .isInstanceOf(ClosedByInterruptException.class);
    assertThat(Thread.interrupted()).isTrue();
    HomeLock.acquire(folder, clock).close();
  }

  @Test
  void another_process_is_named_until_it_is_killed() throws Exception {
    Path home = folder.resolve("home");
    try (Child child = Child.start(List.of(), "hold", home)) {
      assertThat(child.readLine()).isEqualTo("held");
      assertThatThrownBy(() -> HomeFolder.open(HomeConfig.ofHome(home), clock))
          .isInstanceOfSatisfying(
              MediakeepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HOME_IN_USE))
          .hasMessageContaining("process " + child.pid() + " on ")
          .hasMessageContaining(", started 20");
      child.kill();
    }
    assertThat(home.resolve(".data/mediakeep.lock")).content().contains("pid=");
    try (HomeFolder opened = HomeFolder.open(HomeConfig.ofHome(home), clock)) {
      opened.bind(Child.INSTANCE);
      assertThat(cat(home.resolve(".data/mediakeep.lock")))
          .startsWith("pid=" + ProcessHandle.current().pid() + "\n");
    }
  }

  @Test
  void this_process_is_named_to_another() throws Exception {
    Path home = folder.resolve("home");
    try (HomeFolder held = HomeFolder.open(HomeConfig.ofHome(home), clock);
        Child child = Child.start(List.of(), "hold", home)) {
      assertThat(held.databaseFile()).doesNotExist();
      assertThat(child.readLine())
          .startsWith("HOME_IN_USE ")
          .contains("process " + ProcessHandle.current().pid() + " on ");
      assertThat(held.databaseFile()).doesNotExist();
    }
  }

  @Test
  void what_a_dead_process_left_does_not_mislead() {
    long dead = 4_000_000_000L;
    String here = LockHolder.self(clock).named().orElseThrow().host();
    assertThat(textOf(dead, here)).isEqualTo("a process that is just starting");
    assertThat(textOf(dead, here + "-2")).startsWith("process " + dead + " on " + here + "-2");
    assertThat(LockHolder.parse("").describe()).isEqualTo("a process that is just starting");
    assertThat(LockHolder.parse("pid=1\nho").describe())
        .isEqualTo("a process that is just starting");
    assertThat(LockHolder.parse("pid=1\nhost=a\nstarted=yesterday\n").describe())
        .isEqualTo("a process that is just starting");
  }

  private static String textOf(long pid, String host) {
    return LockHolder.parse("pid=" + pid + "\nhost=" + host + "\nstarted=2026-05-01T12:00:00Z\n")
        .describe();
  }

  private void assertInUse(String named) {
    assertThatThrownBy(() -> HomeLock.acquire(folder, clock))
        .isInstanceOfSatisfying(
            MediakeepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.HOME_IN_USE))
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(named);
  }

  /** Asks the system, because closing any descriptor of the file would have released the lock. */
  private void assertHeldForOthers() throws IOException {
    assumeTrue(Files.isReadable(LOCKS), "this system does not list its locks");
    assertThat(LOCKS).content().contains(":" + Files.getAttribute(file, "unix:ino") + " ");
  }

  private static String cat(Path path) throws IOException {
    Process cat = new ProcessBuilder("cat", path.toString()).start();
    try (var output = cat.inputReader()) {
      return String.join("\n", output.lines().toList()) + "\n";
    }
  }
}
