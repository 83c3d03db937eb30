package dev.mediakeep.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.Problem;
import dev.mediakeep.ops.FileOutcome.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileWalkTest {
  @TempDir Path folder;

  private final Recorder recorder = new Recorder();

  /** Writes down what it is told, each path from the test's folder on. */
  private final class Recorder implements FileWalk.Visitor {
    final List<String> lines = new ArrayList<>();
    int most = Integer.MAX_VALUE;

    @Override
    public void found(FileWalk.Found found) {
      lines.add((found.below() ? "below " : "named ") + from(found.file()) + " " + found.bytes());
    }

    @Override
    public void left(FileOutcome outcome) {
      lines.add(
          switch (outcome) {
            case FileOutcome.Skipped it -> it.reason() + " " + from(it.file());
            case FileOutcome.Refused it -> it.problem().code() + " " + from(it.file());
            default -> throw new AssertionError(outcome);
          });
    }

    @Override
    public boolean wantsMore() {
      return lines.size() < most;
    }

    private String from(Path path) {
      return folder.relativize(path).toString();
    }
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  private List<String> walk(FileWalk.Scope scope, String... named) {
    List<Path> paths = List.of(named).stream().map(folder::resolve).toList();
    new FileWalk(paths, scope).walk(recorder);
    return recorder.lines;
  }

  private static FileWalk.Scope everything() {
    return new FileWalk.Scope(true, false, List.of());
  }

  @Test
  void goes_through_folders_in_the_order_of_names() throws IOException {
    write("b/2");
    write("b/1");
    write("a");
    write("c");

    assertThat(walk(everything(), ""))
        .containsExactly("below a 1", "below b/1 3", "below b/2 3", "below c 1");
  }

  @Test
  void takes_what_is_named_whatever_it_is_called() throws IOException {
    write(".a");
    write(".b/c");
    Files.createSymbolicLink(folder.resolve("d"), folder.resolve(".a"));
    Files.createSymbolicLink(folder.resolve("e"), folder.resolve(".b"));

    assertThat(walk(everything(), ".a", "d", "e"))
        .containsExactly("named .a 2", "named d 2", "below e/c 4");
  }

  @Test
  void leaves_hidden_files_links_and_folders_of_the_store_out() throws IOException {
    write("a/.hidden/b");
    write("a/store/c");
    Files.createSymbolicLink(folder.resolve("a/link"), folder.resolve("a/store"));

    FileWalk.Scope scope =
        new FileWalk.Scope(true, false, List.of(folder.resolve("a/store"), folder.resolve("none")));

    assertThat(walk(scope, "a"))
        .containsExactly(
            Reason.HIDDEN + " a/.hidden", Reason.LINK + " a/link", Reason.STORE + " a/store");
  }

  @Test
  void finds_the_store_through_links() throws IOException {
    write("store/c");
    Files.createDirectories(folder.resolve("a"));
    Files.createSymbolicLink(folder.resolve("a/link"), folder.resolve("store"));
    FileWalk.Scope scope = new FileWalk.Scope(true, true, List.of(folder.resolve("store")));

    assertThat(walk(scope, "a", "a/link", "a/link/c"))
        .containsExactly(
            Reason.STORE + " a/link",
            ErrorCode.FIELD_INVALID + " a/link",
            ErrorCode.FIELD_INVALID + " a/link/c");
  }

  @Test
  void goes_into_each_folder_once() throws IOException {
    write("a/b/c");
    Files.createSymbolicLink(folder.resolve("a/b/up"), folder.resolve("a"));
    FileWalk.Scope scope = new FileWalk.Scope(true, true, List.of());

    assertThat(walk(scope, "a", "a/b"))
        .containsExactly("below a/b/c 5", Reason.VISITED + " a/b/up", Reason.VISITED + " a/b");
  }

  @Test
  void stays_in_the_folders_that_are_named() throws IOException {
    write("a/b/c");
    write("a/d");
    FileWalk.Scope scope = new FileWalk.Scope(false, false, List.of());

    assertThat(walk(scope, "a")).containsExactly(Reason.FOLDER + " a/b", "below a/d 3");
  }

  @Test
  void tells_what_is_not_there_and_goes_on() throws IOException {
    write("a");
    Files.createSymbolicLink(folder.resolve("dangling"), folder.resolve("none"));

    assertThat(walk(everything(), "none", "dangling", "a"))
        .containsExactly(
            ErrorCode.FILE_UNREADABLE + " none",
            ErrorCode.FILE_UNREADABLE + " dangling",
            "named a 1");
  }

  @Test
  void ends_as_soon_as_nothing_more_is_wanted() throws IOException {
    write("a/1");
    write("a/2");
    write("b");
    recorder.most = 1;

    assertThat(walk(everything(), "a", "b")).containsExactly("below a/1 3");
  }

  @Test
  void says_why_something_cannot_be_read() {
    assertThat(FileWalk.unreadable(new NoSuchFileException("x")))
        .extracting(Problem::message, Problem::hint)
        .containsExactly("there is no such file", "check the path");
    assertThat(FileWalk.unreadable(new AccessDeniedException("x")))
        .extracting(Problem::message, Problem::hint)
        .containsExactly("reading is not allowed", ErrorCode.FILE_UNREADABLE.hint());
    assertThat(FileWalk.unreadable(new IOException("Input/output error")))
        .extracting(Problem::message, Problem::hint)
        .containsExactly(
            "reading failed: Input/output error", "check the disk that the file is on");
  }
}
