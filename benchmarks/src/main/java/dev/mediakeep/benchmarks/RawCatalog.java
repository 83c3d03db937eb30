package dev.mediakeep.benchmarks;

import dev.mediakeep.id.MediaId;
import dev.mediakeep.media.Blob;
import dev.mediakeep.media.Media;
import dev.mediakeep.media.MediaDetails;
import dev.mediakeep.media.Recipe;
import dev.mediakeep.media.Tags;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/**
 * The same rows through plain JDBC: one connection, one thread, statements compiled once, nothing
 * checked before and nobody answered after. Its database has been made by the store, so the tables,
 * indexes and constraints are the same; so are the settings of the connection.
 */
final class RawCatalog implements AutoCloseable {
  private static final int CACHE_KILOBYTES = 64 * 1_024;

  /** After how many pages the store copies its log too. */
  private static final int LOG_FRAMES = 4_000;

  private static final int FILLING_CACHE_KILOBYTES = 1_024 * 1_024;

  private static final String INSERT_BLOB =
      """
      INSERT INTO blob (sha256, format, size_bytes, width, height, duration_ms)
      VALUES (?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_MEDIA =
      """
      INSERT INTO media (
        id, sha256, format, size_bytes, width, height, duration_ms, created_at,
        version, trashed_at, owner, visibility, starred, tags,
        prompt, negative_prompt, model, provider, seed, parameters,
        parent_id, job_id, client)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private static final String INSERT_TAG =
      """
      INSERT INTO media_tag (
        media_number, tag, media_id, trashed, kind, starred, created_at, size_bytes)
      VALUES (last_insert_rowid(), ?, ?, ?, ?, ?, ?, ?)
      """;

  private final Connection connection;
  private final PreparedStatement begin;
  private final PreparedStatement commit;
  private final PreparedStatement insertBlob;
  private final PreparedStatement insertMedia;
  private final PreparedStatement insertTag;

  private RawCatalog(Connection connection) throws SQLException {
    this.connection = connection;
    this.begin = connection.prepareStatement("BEGIN IMMEDIATE");
    this.commit = connection.prepareStatement("COMMIT");
    this.insertBlob = connection.prepareStatement(INSERT_BLOB);
    this.insertMedia = connection.prepareStatement(INSERT_MEDIA);
    this.insertTag = connection.prepareStatement(INSERT_TAG);
  }

  /** With commits that are on the disk when they return, and the settings of the store. */
  static RawCatalog open(Path database) throws SQLException {
    SQLiteConfig config = config(CACHE_KILOBYTES);
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setWalAutocheckpoint(LOG_FRAMES);
    return open(database, config);
  }

  /** With commits that can be lost or torn, for filling a database. */
  static RawCatalog openUnsafe(Path database) throws SQLException {
    SQLiteConfig config = config(FILLING_CACHE_KILOBYTES);
    config.setJournalMode(JournalMode.OFF);
    config.setSynchronous(SynchronousMode.OFF);
    return open(database, config);
  }

  private static SQLiteConfig config(int cacheKilobytes) {
    SQLiteConfig config = new SQLiteConfig();
    config.enforceForeignKeys(true);
    config.setCacheSize(-cacheKilobytes);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private static RawCatalog open(Path database, SQLiteConfig config) throws SQLException {
    return new RawCatalog(config.createConnection("jdbc:sqlite:" + database));
  }

  /** Inserts the rows of these items, so many items a commit. */
  void addAll(List<Media> items, int perCommit) throws SQLException {
    for (int from = 0; from < items.size(); from += perCommit) {
      begin.execute();
      for (Media media : items.subList(from, Math.min(items.size(), from + perCommit))) {
        add(media);
      }
      commit.execute();
    }
  }

  /** Commits nothing so many times; answers how many in a second. */
  double emptyCommits(int count) throws SQLException {
    long start = System.nanoTime();
    for (int done = 0; done < count; done++) {
      begin.execute();
      commit.execute();
    }
    return count * Callers.NANOS_PER_SECOND / (System.nanoTime() - start);
  }

  private void add(Media media) throws SQLException {
    addBlob(media.blob());
    addMedia(media);
    for (String tag : media.details().tags().values()) {
      addTag(media, tag);
    }
  }

  private void addBlob(Blob blob) throws SQLException {
    bind(
        insertBlob,
        blob.hash().hex(),
        lower(blob.shape().format()),
        blob.sizeBytes(),
        blob.shape().dimensions().width(),
        blob.shape().dimensions().height(),
        orNull(blob.shape().duration().map(Duration::toMillis)));
  }

  private void addMedia(Media media) throws SQLException {
    Blob blob = media.blob();
    MediaDetails details = media.details();
    Recipe recipe = details.recipe();
    bind(
        insertMedia,
        media.id().toString(),
        blob.hash().hex(),
        lower(blob.shape().format()),
        blob.sizeBytes(),
        blob.shape().dimensions().width(),
        blob.shape().dimensions().height(),
        orNull(blob.shape().duration().map(Duration::toMillis)),
        media.createdAt().toEpochMilli(),
        media.version(),
        orNull(media.trashedAt().map(Instant::toEpochMilli)),
        details.owner().value(),
        lower(details.visibility()),
        details.starred() ? 1 : 0,
        json(details.tags()),
        orNull(recipe.prompt()),
        orNull(recipe.negativePrompt()),
        orNull(recipe.model()),
        orNull(recipe.provider()),
        orNull(recipe.seed()),
        orNull(recipe.parameters().map(Object::toString)),
        orNull(details.origin().parent().map(MediaId::toString)),
        orNull(details.origin().job().map(Object::toString)),
        orNull(details.origin().client()));
  }

  private void addTag(Media media, String tag) throws SQLException {
    bind(
        insertTag,
        tag,
        media.id().toString(),
        media.isTrashed() ? 1 : 0,
        lower(media.kind()),
        media.details().starred() ? 1 : 0,
        media.createdAt().toEpochMilli(),
        media.blob().sizeBytes());
  }

  private static void bind(PreparedStatement statement, @Nullable Object... values)
      throws SQLException {
    for (int column = 0; column < values.length; column++) {
      statement.setObject(column + 1, values[column]);
    }
    statement.executeUpdate();
  }

  private static String json(Tags tags) {
    return tags.values().stream().collect(Collectors.joining("\",\"", "[\"", "\"]"));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  @SuppressWarnings("NullAway") // NULL is what the column holds then
  private static @Nullable Object orNull(Optional<?> value) {
    return value.orElse(null);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
