package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.mediakeep.format.HeaderProbe;
import dev.mediakeep.format.MediaProbe;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Probes files that were damaged at random; a failure names the seed to run it again. */
final class HeaderProbeMutationTest {
  private static final int MUTANTS = 30_000;
  private static final int MAX_READS = 500;
  private static final long MAX_ALLOCATED_BYTES = 1_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int[] EDGES = {0, 1, 2, 0x7f, 0x80, 0xfe, 0xff};

  private final MediaProbe probe = new HeaderProbe();
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void damaged_files_neither_throw_nor_cost_much() throws Exception {
    long seed = Long.getLong("mediakeep.seed", System.nanoTime());
    System.out.println("HeaderProbeMutationTest: -Dmediakeep.seed=" + seed);
    SplittableRandom random = new SplittableRandom(seed);
    List<byte[]> originals = SampleFiles.good().stream().map(SampleFile::bytes).toList();
    loadClasses(originals);
    Assertions.assertTimeout(
        PATIENCE,
        () -> {
          for (int i = 0; i < MUTANTS; i++) {
            probeDamaged(originals.get(i % originals.size()), random.split(), seed);
          }
        });
  }

  /** What the machine allocates for classes at their first use is not the files' doing. */
  private void loadClasses(List<byte[]> originals) throws Exception {
    for (byte[] original : originals) {
      for (int length = 0; length < original.length; length += 1 + length / 20) {
        assertThat(probe.probe(CountingChannel.of(Arrays.copyOf(original, length)))).isNotNull();
      }
    }
  }

  private void probeDamaged(byte[] original, SplittableRandom random, long seed) throws Exception {
    CountingChannel channel = CountingChannel.of(damaged(original, random));
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(probe.probe(channel)).as("seed %s", seed).isNotNull();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(channel.reads()).as("reads, seed %s", seed).isLessThan(MAX_READS);
    assertThat(allocated).as("bytes, seed %s", seed).isLessThan(MAX_ALLOCATED_BYTES);
  }

  private static byte[] damaged(byte[] original, SplittableRandom random) {
    byte[] bytes = original.clone();
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      int at = position(bytes.length, random);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] = (byte) EDGES[random.nextInt(EDGES.length)];
        case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        default -> bytes = moved(bytes, at, random);
      }
    }
    return bytes;
  }

  /** Anywhere, but mostly where the structure is. */
  private static int position(int length, SplittableRandom random) {
    int bound = random.nextInt(3) == 0 ? length : Math.min(length, 700);
    return random.nextInt(bound);
  }

  /** Copies a stretch of the file over another. */
  private static byte[] moved(byte[] bytes, int to, SplittableRandom random) {
    int from = position(bytes.length, random);
    int count = Math.min(1 + random.nextInt(64), bytes.length - Math.max(from, to));
    System.arraycopy(bytes, from, bytes, to, count);
    return bytes;
  }
}
