package dev.mediakeep.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TempStore;
import org.sqlite.SQLiteDataSource;

/** Databases for those who bring their own way of writing, with our durability. */
final class PeerDatabase {
  private static final int BUSY_MILLIS = 60_000;
  private static final int CACHE_KIB = -64 * 1_024;

  private PeerDatabase() {}

  /**
   * A pool of connections to this file: write-ahead log, synced at each commit.
   *
   * @param connections one is fastest where everybody writes: with more they wait inside SQLite
   */
  static HikariDataSource open(Path file, int connections) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setCacheSize(CACHE_KIB);
    config.setTempStore(TempStore.MEMORY);
    config.setGetGeneratedKeys(false);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    HikariConfig pool = new HikariConfig();
    pool.setDataSource(source);
    pool.setMaximumPoolSize(connections);
    pool.setConnectionTimeout(BUSY_MILLIS);
    return new HikariDataSource(pool);
  }
}
