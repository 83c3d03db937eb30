package dev.mediakeep.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mediakeep.format.MediaFormat;
import dev.mediakeep.format.MediaKind;
import dev.mediakeep.id.MediaId;
import dev.mediakeep.id.OwnerId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.Cursor;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaCatalog;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.MediaQuery;
import dev.mediakeep.media.MediaSort;
import dev.mediakeep.media.Page;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Tags;
import dev.mediakeep.memory.InMemoryMediaCatalog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every {@link MediaCatalog} lists: filters, orders, and pages that follow each other. */
public abstract class MediaListContract extends CatalogContract {
  private static final int ITEMS = 300;
  private static final int RANDOM_QUERIES = 150;
  private static final List<String> OWNERS = List.of("ada", "bob", "anonymous", "a%", "A");
  private static final List<String> TAGS = List.of("sea", "tower", "s%a", "s_a", "SEA", "灯台");
  private static final List<String> MODELS = List.of("flux", "veo", "%", "flux%", "'");

  /** Made by JUnit, through the adapter's own class. */
  protected MediaListContract() {
    super(3);
  }

  @Test
  void an_empty_catalog_has_one_empty_page() {
    Page<Media> page = catalog.list(MediaQuery.ofDefaults());
    assertThat(page.items()).isEmpty();
    assertThat(page.next()).isEmpty();
  }

  @Test
  void a_full_page_that_is_the_last_has_no_cursor() {
    addMany(3);
    MediaQuery query = MediaQuery.builder().limit(3).build();
    assertThat(catalog.list(query).items()).hasSize(3);
    assertThat(catalog.list(query).next()).isEmpty();
    addMany(1);
    assertThat(catalog.list(query).next()).isPresent();
  }

  @ParameterizedTest
  @EnumSource(MediaSort.class)
  void equal_keys_are_ordered_by_id(MediaSort sort) {
    List<Media> items = new ArrayList<>();
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    for (long low : new long[] {-1, 0, 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
      MediaId id = new MediaId(new UUID(0x0193_0000_0000_7000L, low));
      items.add(Media.of(id, samples.nextBlob(MediaFormat.PNG, 5), details(), noon));
    }
    items.forEach(catalog::add);
    List<Media> walked = CatalogWalk.all(catalog, MediaQuery.builder().sort(sort).limit(2));
    assertThat(walked).containsExactlyElementsOf(items.stream().sorted(sort.comparator()).toList());
  }

  @Test
  void a_time_range_holds_its_start_and_not_its_end() {
    Media before = addAt(Instant.ofEpochMilli(999));
    Media start = addAt(Instant.ofEpochMilli(1_000));
    Media end = addAt(Instant.ofEpochMilli(2_000));
    for (MediaSort sort : MediaSort.values()) {
      MediaQuery.Builder query = MediaQuery.builder().sort(sort);
      Instant from = Instant.ofEpochMilli(1_000);
      Instant until = Instant.ofEpochMilli(2_000);
      assertThat(CatalogWalk.all(catalog, query.from(from).until(until))).containsExactly(start);
      assertThat(CatalogWalk.all(catalog, query.from(from.plusNanos(1)))).isEmpty();
      assertThat(CatalogWalk.all(catalog, query.until(until.plusNanos(1)))).containsExactly(end);
      assertThat(CatalogWalk.all(catalog, query.from(Instant.MIN).until(Instant.MAX)))
          .containsExactlyInAnyOrder(before, start, end);
      assertThat(CatalogWalk.all(catalog, query.from(until).until(from))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(MediaSort.class)
  void a_walk_meets_each_item_that_stays_exactly_once(MediaSort sort) {
    addMany(60);
    Set<Media> stay = new HashSet<>(CatalogWalk.all(catalog, MediaQuery.builder()));
    SplittableRandom random = new SplittableRandom(11);
    List<Media> met = new ArrayList<>();
    Optional<Cursor> next = Optional.empty();
    do {
      MediaQuery.Builder query = MediaQuery.builder().sort(sort).limit(7);
      next.ifPresent(query::after);
      Page<Media> page = catalog.list(query.build());
      met.addAll(page.items());
      next = page.next();
      addMany(3);
      stay.remove(removeOneOf(page.items(), random));
    } while (next.isPresent() && met.size() < 500);
    assertThat(met).doesNotHaveDuplicates().containsAll(stay);
  }

  @Test
  void agrees_with_the_catalog_in_memory_on_any_query() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    MediaCatalog model = new InMemoryMediaCatalog();
    for (int i = 0; i < ITEMS; i++) {
      Media media = random(random);
      catalog.add(media);
      model.add(media);
    }
    for (int i = 0; i < RANDOM_QUERIES; i++) {
      Consumer<MediaQuery.Builder> query = randomQuery(random);
      assertThat(walk(catalog, query))
          .as("query %d of seed %d", i, seed)
          .containsExactlyElementsOf(walk(model, query));
    }
  }

  private static List<Media> walk(MediaCatalog catalog, Consumer<MediaQuery.Builder> filters) {
    MediaQuery.Builder query = MediaQuery.builder();
    filters.accept(query);
    return CatalogWalk.all(catalog, query);
  }

  private Media removeOneOf(List<Media> items, SplittableRandom random) {
    Media gone = items.get(random.nextInt(items.size()));
    Media trashed =
        new Media(
            gone.id(),
            gone.blob(),
            gone.details(),
            gone.createdAt(),
            gone.version() + 1,
            Optional.of(gone.createdAt()));
    assertThat(catalog.replace(trashed)).isTrue();
    catalog.purge(gone.id(), Optional.empty());
    return gone;
  }

  private void addMany(int count) {
    for (int i = 0; i < count; i++) {
      catalog.add(samples.nextImage());
    }
  }

  private Media addAt(Instant time) {
    Blob blob = samples.nextBlob(MediaFormat.PNG, 5);
    Media media = Media.of(samples.nextId(), blob, details(), time);
    catalog.add(media);
    return media;
  }

  private static MediaDetails details() {
    return MediaDetails.ofDefaults();
  }

  private static <T> T pick(SplittableRandom random, List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Few values of each kind, so that filters meet many items and sort keys are often equal. */
  private Media random(SplittableRandom random) {
    MediaFormat format = pick(random, List.of(MediaFormat.values()));
    Tags tags = Tags.of(TAGS.stream().filter(tag -> random.nextInt(4) == 0).toList());
    Recipe recipe =
        random.nextInt(4) == 0 ? Recipe.NONE : Recipe.builder().model(pick(random, MODELS)).build();
    MediaDetails details =
        MediaDetails.builder()
            .owner(new OwnerId(pick(random, OWNERS)))
            .recipe(recipe)
            .tags(tags)
            .starred(random.nextInt(3) == 0)
            .build();
    Instant createdAt = Instant.ofEpochMilli(random.nextInt(40));
    Optional<Instant> trashedAt =
        random.nextInt(5) == 0 ? Optional.of(createdAt) : Optional.empty();
    Blob blob = samples.nextBlob(format, 1 + random.nextInt(40));
    return new Media(samples.nextId(), blob, details, createdAt, 1, trashedAt);
  }

  private static Consumer<MediaQuery.Builder> randomQuery(SplittableRandom random) {
    List<Consumer<MediaQuery.Builder>> parts = new ArrayList<>();
    MediaSort sort = pick(random, List.of(MediaSort.values()));
    int limit = 1 + random.nextInt(60);
    parts.add(query -> query.sort(sort).limit(limit).trashed(limit % 4 == 0));
    MediaKind kind = pick(random, List.of(MediaKind.values()));
    OwnerId owner = new OwnerId(pick(random, OWNERS));
    String tag = pick(random, TAGS);
    String model = pick(random, MODELS);
    boolean starred = random.nextBoolean();
    Instant from = Instant.ofEpochMilli(random.nextInt(40));
    Instant until = Instant.ofEpochMilli(random.nextInt(40));
    maybe(random, parts, query -> query.kind(kind));
    maybe(random, parts, query -> query.owner(owner));
    maybe(random, parts, query -> query.tag(tag));
    maybe(random, parts, query -> query.model(model));
    maybe(random, parts, query -> query.starred(starred));
    maybe(random, parts, query -> query.from(from));
    maybe(random, parts, query -> query.until(until));
    return query -> parts.forEach(part -> part.accept(query));
  }

  private static void maybe(
      SplittableRandom random,
      List<Consumer<MediaQuery.Builder>> parts,
      Consumer<MediaQuery.Builder> part) {
    if (random.nextInt(3) == 0) {
      parts.add(part);
    }
  }
}
