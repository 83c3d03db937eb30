package dev.mediakeep.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process holds in memory, as Linux counts it.
 *
 * @param residentMegabytes now
 * @param peakMegabytes the most there ever was
 */
record ProcessMemory(double residentMegabytes, double peakMegabytes) {
  private static final double KILOBYTES_PER_MEGABYTE = 1024;

  static ProcessMemory of(long pid) throws IOException {
    List<String> status = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
    return new ProcessMemory(megabytes(status, "VmRSS:"), megabytes(status, "VmHWM:"));
  }

  private static double megabytes(List<String> status, String field) {
    String line = status.stream().filter(text -> text.startsWith(field)).findFirst().orElseThrow();
    String number = line.substring(field.length()).replace("kB", "").strip();
    return Long.parseLong(number) / KILOBYTES_PER_MEGABYTE;
  }
}
