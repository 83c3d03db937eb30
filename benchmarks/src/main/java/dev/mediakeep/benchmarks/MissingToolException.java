package dev.mediakeep.benchmarks;

import java.io.Serial;

/** This machine has not got a tool that the benchmark needs. */
final class MissingToolException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  MissingToolException(String tool, String howToInstall) {
    super(tool + " is not installed (" + howToInstall + ")");
  }
}
