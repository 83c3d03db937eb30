package dev.mediakeep.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class IdGeneratorTest {
  private static final long START = Instant.parse("2026-05-01T12:00:00Z").toEpochMilli();
  private static final int IDS_A_MILLISECOND = 4096;

  private long now = START;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);
  private final IdGenerator ids = new IdGenerator(clock, new SplittableRandom(1));

  @Test
  void an_id_is_a_uuid_of_version_7() {
    for (int i = 0; i < 10_000; i++) {
      UUID id = next();
      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
    }
  }

  @Test
  void an_id_starts_with_the_time() {
    assertThat(millisOf(next())).isEqualTo(START);
    now += 5;
    assertThat(millisOf(next())).isEqualTo(START + 5);
  }

  @Test
  void ids_grow_within_a_millisecond_and_beyond_its_counter() {
    List<MediaId> made = make(3 * IDS_A_MILLISECOND);
    assertGrowing(made);
    assertThat(millisOf(made.getLast().value())).isBetween(START + 1, START + 3);
  }

  @Test
  void ids_grow_when_the_clock_goes_back() {
    List<MediaId> made = make(10);
    now -= 3_600_000;
    made.addAll(make(10));
    assertThat(millisOf(made.getLast().value())).isEqualTo(START);
    now = START + 1;
    made.addAll(make(10));
    assertGrowing(made);
    assertThat(millisOf(made.getLast().value())).isEqualTo(START + 1);
  }

  @Test
  void ids_grow_on_a_machine_without_a_clock() {
    now = -1;
    List<MediaId> made = make(2 * IDS_A_MILLISECOND);
    now = START;
    made.addAll(make(10));
    assertGrowing(made);
  }

  @Test
  void extreme_random_bits_do_not_spoil_the_form() {
    for (long bits : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      RandomGenerator constant = () -> bits;
      IdGenerator generator = new IdGenerator(clock, constant);
      for (int i = 0; i < 2 * IDS_A_MILLISECOND; i++) {
        UUID id = generator.nextMediaId().value();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(millisOf(id)).isBetween(START, START + 2);
      }
    }
  }

  @Test
  void ids_of_several_threads_differ() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<List<MediaId>> maker = () -> make(5_000);
      Set<MediaId> all = new HashSet<>();
      for (Future<List<MediaId>> made : threads.invokeAll(List.of(maker, maker, maker, maker))) {
        assertGrowing(made.get());
        all.addAll(made.get());
      }
      assertThat(all).hasSize(20_000);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void the_order_of_ids_is_that_of_their_text() {
    List<MediaId> some =
        List.of(
            new MediaId(new UUID(-1, 0)),
            new MediaId(new UUID(0, -1)),
            new MediaId(new UUID(0, 1)),
            new MediaId(new UUID(1, 0)),
            new MediaId(new UUID(Long.MIN_VALUE, 0)));
    assertThat(some.stream().sorted().toList())
        .isEqualTo(some.stream().sorted(Comparator.comparing(MediaId::toString)).toList());
  }

  private UUID next() {
    return ids.nextMediaId().value();
  }

  private List<MediaId> make(int count) {
    List<MediaId> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(ids.nextMediaId());
    }
    return made;
  }

  private static void assertGrowing(List<MediaId> made) {
    for (int i = 1; i < made.size(); i++) {
      assertThat(made.get(i)).isGreaterThan(made.get(i - 1));
    }
  }

  private static long millisOf(UUID id) {
    return id.getMostSignificantBits() >>> 16;
  }
}
