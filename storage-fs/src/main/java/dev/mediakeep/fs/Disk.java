package dev.mediakeep.fs;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** What this module does to a disk: one method a step, so that a test can let any step fail. */
interface Disk {
  /** Creates a file that is not there yet, readable for its owner only, and opens it to write. */
  FileChannel createFile(Path file) throws IOException;

  /** Returns when the file's bytes and its length would survive a loss of power. */
  void force(FileChannel file) throws IOException;

  /** Creates a folder that only its owner may enter, unless a real folder is there. */
  void createFolder(Path folder) throws IOException;

  /** Returns when the names in the folder would survive a loss of power. */
  void forceFolder(Path folder) throws IOException;

  /** Gives a file another name in one step, in place of whatever has that name. */
  void move(Path from, Path to) throws IOException;

  /** Removes a file's name. Returns whether it was there. */
  boolean delete(Path file) throws IOException;
}
