package dev.mediakeep.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The local disk of a process that dies after so many steps: no later step does anything. */
final class DyingDisk implements Disk {
  private final Disk disk = new LocalDisk();
  private int stepsLeft;

  DyingDisk(int stepsLeft) {
    this.stepsLeft = stepsLeft;
  }

  private void step() throws IOException {
    if (stepsLeft-- <= 0) {
      throw new IOException("the process is dead");
    }
  }

  @Override
  public FileChannel createFile(Path file) throws IOException {
    step();
    return disk.createFile(file);
  }

  @Override
  public void force(FileChannel file) throws IOException {
    step();
    disk.force(file);
  }

  @Override
  public void createFolder(Path folder) throws IOException {
    step();
    disk.createFolder(folder);
  }

  @Override
  public void forceFolder(Path folder) throws IOException {
    step();
    disk.forceFolder(folder);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step();
    disk.move(from, to);
  }

  @Override
  public boolean delete(Path file) throws IOException {
    step();
    return disk.delete(file);
  }
}
