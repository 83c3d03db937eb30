package dev.mediakeep.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The local disk, of which each step can be made to fail or wait, and which remembers the steps.
 */
final class FaultyDisk implements Disk {
  private final Disk disk = new LocalDisk();
  private final List<String> steps = new ArrayList<>();
  private final Map<Step, IOException> faults = new ConcurrentHashMap<>();
  private final Map<Step, Runnable> actions = new ConcurrentHashMap<>();

  enum Step {
    CREATE_FILE,
    FORCE,
    CREATE_FOLDER,
    FORCE_FOLDER,
    MOVE,
    DELETE
  }

  /** Lets each step of this sort fail from now on. */
  void fail(Step step, IOException fault) {
    faults.put(step, fault);
  }

  void repair() {
    faults.clear();
  }

  /** Lets something happen before each step of this sort from now on. */
  void before(Step step, Runnable action) {
    actions.put(step, action);
  }

  /** The steps since the last call, each as {@code STEP name}. */
  List<String> takeSteps() {
    synchronized (steps) {
      List<String> taken = List.copyOf(steps);
      steps.clear();
      return taken;
    }
  }

  private void step(Step step, Path path) throws IOException {
    synchronized (steps) {
      steps.add(step + " " + path.getFileName());
    }
    actions.getOrDefault(step, () -> {}).run();
    IOException fault = faults.get(step);
    if (fault != null) {
      throw fault;
    }
  }

  @Override
  public FileChannel createFile(Path file) throws IOException {
    step(Step.CREATE_FILE, file);
    return disk.createFile(file);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    step(Step.FORCE, Path.of("file"));
    disk.force(file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    step(Step.CREATE_FOLDER, folder);
    disk.createFolder(folder);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step(Step.FORCE_FOLDER, folder);
    disk.forceFolder(folder);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step(Step.MOVE, to);
    disk.move(from, to);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    step(Step.DELETE, file);
    return disk.delete(file);
  }
}
