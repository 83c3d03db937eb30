package dev.mediakeep.ops;

import dev.mediakeep.error.ErrorCode;
import dev.mediakeep.error.MediakeepException;
import dev.mediakeep.error.Problem;
import dev.mediakeep.ops.FileOutcome.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the files below what a command line names, each folder in the order of its names. What is
 * named itself is taken whatever it is called, and through a link; what is found below is left out
 * when it is hidden, a link or no regular file. The folders of the store are always left out.
 */
final class FileWalk {
  private final List<Path> named;
  private final Scope scope;

  /**
   * How far to go.
   *
   * @param recursive whether to go into folders below those that are named
   * @param followLinks whether to follow symbolic links below what is named
   * @param storeFolders the folders to leave out; they need not exist
   */
  record Scope(boolean recursive, boolean followLinks, List<Path> storeFolders) {}

  /**
   * A regular file.
   *
   * @param below whether it was found in a folder, not named itself
   */
  record Found(Path file, long bytes, boolean below) {}

  /** Is told what is found. */
  interface Visitor {
    /** A file to add. */
    void found(Found found);

    /** Something that is not added. */
    void left(FileOutcome outcome);

    /** Whether to go on. */
    boolean wantsMore();
  }

  FileWalk(List<Path> named, Scope scope) {
    this.named = List.copyOf(named);
    this.scope = scope;
  }

  /**
   * Walks once.
   *
   * @throws MediakeepException with {@link ErrorCode#STORE_UNAVAILABLE} when a folder of the store
   *     is there and cannot be found out about
   */
  void walk(Visitor visitor) {
    Walk walk = new Walk(visitor, realPathsOf(scope.storeFolders()));
    for (Path path : named) {
      if (visitor.wantsMore()) {
        walk.visitNamed(path);
      }
    }
  }

  private static Set<Path> realPathsOf(List<Path> folders) {
    Set<Path> real = new HashSet<>();
    for (Path folder : folders) {
      try {
        if (Files.exists(folder)) {
          real.add(folder.toRealPath());
        }
      } catch (IOException e) {
        throw new MediakeepException(
            ErrorCode.STORE_UNAVAILABLE, "finding out where " + folder + " is failed", e);
      }
    }
    return real;
  }

  /** Says why a file or folder cannot be read. */
  static Problem unreadable(IOException fault) {
    return switch (fault) {
      case NoSuchFileException e ->
          Problem.of(ErrorCode.FILE_UNREADABLE, "there is no such file").withHint("check the path");
      case AccessDeniedException e ->
          Problem.of(ErrorCode.FILE_UNREADABLE, "reading is not allowed");
      default ->
          Problem.of(ErrorCode.FILE_UNREADABLE, "reading failed: " + fault.getMessage())
              .withHint("check the disk that the file is on");
    };
  }

  /** One walk under way; remembers where it has been. */
  private final class Walk {
    private final Visitor visitor;
    private final Set<Path> storeFolders;
    private final Set<Path> visited = new HashSet<>();

    Walk(Visitor visitor, Set<Path> storeFolders) {
      this.visitor = visitor;
      this.storeFolders = storeFolders;
    }

    void visitNamed(Path path) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
        if (isInStore(path.toRealPath())) {
          refuse(path, Problem.ofField("path", "path must not lead into the store itself"));
        } else if (attributes.isDirectory()) {
          enter(path);
        } else if (attributes.isRegularFile()) {
          visitor.found(new Found(path, attributes.size(), false));
        } else {
          refuse(path, Problem.of(ErrorCode.FILE_UNREADABLE, "it is no regular file"));
        }
      } catch (IOException e) {
        refuse(path, unreadable(e));
      }
    }

    private void enter(Path folder) throws IOException {
      Path real = folder.toRealPath();
      if (isInStore(real)) {
        skip(folder, Reason.STORE);
      } else if (!visited.add(real)) {
        skip(folder, Reason.VISITED);
      } else {
        for (Path child : childrenOf(folder)) {
          if (!visitor.wantsMore()) {
            return;
          }
          visitBelow(child);
        }
      }
    }

    private void visitBelow(Path path) {
      if (path.getFileName().toString().startsWith(".")) {
        skip(path, Reason.HIDDEN);
        return;
      }
      try {
        BasicFileAttributes attributes = attributesOf(path);
        if (attributes.isRegularFile()) {
          visitor.found(new Found(path, attributes.size(), true));
        } else if (attributes.isDirectory() && scope.recursive()) {
          enter(path);
        } else {
          skip(path, reasonToSkip(attributes));
        }
      } catch (IOException e) {
        refuse(path, unreadable(e));
      }
    }

    private BasicFileAttributes attributesOf(Path path) throws IOException {
      return scope.followLinks()
          ? Files.readAttributes(path, BasicFileAttributes.class)
          : Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static Reason reasonToSkip(BasicFileAttributes attributes) {
      if (attributes.isDirectory()) {
        return Reason.FOLDER;
      }
      return attributes.isSymbolicLink() ? Reason.LINK : Reason.SPECIAL;
    }

    private static List<Path> childrenOf(Path folder) throws IOException {
      try (Stream<Path> children = Files.list(folder)) {
        return children.sorted().toList();
      } catch (UncheckedIOException e) {
        throw e.getCause();
      }
    }

    private boolean isInStore(Path real) {
      return storeFolders.stream().anyMatch(real::startsWith);
    }

    private void skip(Path path, Reason reason) {
      visitor.left(new FileOutcome.Skipped(path, reason));
    }

    private void refuse(Path path, Problem problem) {
      visitor.left(new FileOutcome.Refused(path, problem));
    }
  }
}
