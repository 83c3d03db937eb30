package dev.mediakeep.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.format.HeaderProbe;
import dev.mediakeep.fs.HomeConfig;
import dev.mediakeep.id.IdGenerator;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaLibrary;
import dev.mediakeep.media.MediaLimits;
import dev.mediakeep.memory.InMemoryBlobStore;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import dev.mediakeep.testkit.SampleMedia;
import dev.mediakeep.testkit.SettableClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HousekeepingTest {
  private static final int TRASHED = 50;

  private final SettableClock clock = new SettableClock(SampleMedia.START);
  private final InMemoryMediaCatalog catalog = new InMemoryMediaCatalog();
  private final CountDownLatch purging = new CountDownLatch(1);
  private final CountDownLatch gate = new CountDownLatch(1);

  @Test
  void closing_waits_for_one_item_and_not_for_the_sweep() throws Exception {
    MediaLibrary library = library(gated());
    fillTrash(library);
    Housekeeping housekeeping = Housekeeping.start(library, config());
    purging.await();
    Thread closer = Thread.ofPlatform().start(housekeeping::close);
    while (closer.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    gate.countDown();
    closer.join();
    assertThat(catalog.totals().trashed()).isEqualTo(TRASHED - 1);
  }

  private MediaLibrary library(MediaCatalog records) {
    return new MediaLibrary(
        records,
        new InMemoryBlobStore(clock),
        new HeaderProbe(),
        MediaLimits.ofDefaults(),
        clock,
        new IdGenerator(clock, new SplittableRandom(1)));
  }

  private void fillTrash(MediaLibrary library) {
    SampleMedia samples = new SampleMedia(1);
    for (int item = 0; item < TRASHED; item++) {
      Media media = samples.nextImage();
      catalog.add(media);
      assertThat(library.trash(media.id(), Optional.empty())).isNotNull();
    }
    clock.advance(Duration.ofDays(60));
  }

  /** The shortest interval that there is. */
  private static MediakeepConfig config() {
    return MediakeepConfig.builder(HomeConfig.ofHome(Path.of("unused")))
        .sweepInterval(Duration.ofSeconds(1))
        .build();
  }

  /** The catalog, whose purges wait for the gate. */
  private MediaCatalog gated() {
    return (MediaCatalog)
        Proxy.newProxyInstance(
            MediaCatalog.class.getClassLoader(),
            new Class<?>[] {MediaCatalog.class},
            (self, method, args) -> {
              if (method.getName().equals("purge")) {
                return purge((MediaId) args[0]);
              }
              try {
                return method.invoke(catalog, args);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private MediaCatalog.Purge purge(MediaId id) throws InterruptedException {
    purging.countDown();
    assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
    return catalog.purge(id, Optional.empty());
  }
}
