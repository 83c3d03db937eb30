package dev.mediakeep.schema;

import java.util.List;

/** The port to the migrations of a store. Thread-safe. */
public interface SchemaHistory {
  /**
   * All migrations that this program knows, in their order, applied or not.
   *
   * @throws dev.mediakeep.error.MediakeepException when the store cannot be read
   */
  List<Migration> list();
}
