package dev.mediakeep.sqlite;

/** The statements over media items and blobs, but for the gallery's: see {@link GallerySql}. */
final class MediaSql {
  /** The columns of a blob {@code b}, in the order in which {@link MediaRows#blob} reads them. */
  static final String BLOB_COLUMNS =
      "b.sha256, b.format, b.size_bytes, b.width, b.height, b.duration_ms";

  /**
   * The columns of an item {@code m}, in the order in which {@link MediaRows#media} reads them. All
   * of them stand in its row, so that no page looks anywhere else.
   */
  static final String MEDIA_COLUMNS =
      """
      m.id, m.sha256, m.format, m.size_bytes, m.width, m.height, m.duration_ms,
             m.owner, m.visibility, m.starred,
             (SELECT group_concat(value, char(10)) FROM json_each(m.tags)),
             m.prompt, m.negative_prompt, m.model, m.provider, m.seed, m.parameters,
             m.parent_id, m.job_id, m.client,
             m.created_at, m.version, m.trashed_at\
      """;

  static final String INSERT_BLOB =
      """
      INSERT INTO blob (sha256, format, size_bytes, width, height, duration_ms)
      VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT (sha256) DO NOTHING
      """;

  static final String INSERT_MEDIA =
      """
      INSERT INTO media (
        id, sha256, format, size_bytes, width, height, duration_ms, created_at,
        version, trashed_at, owner, visibility, starred, tags,
        prompt, negative_prompt, model, provider, seed, parameters,
        parent_id, job_id, client)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  /** Blob, origin and time of creation stay as they are. */
  static final String REPLACE_MEDIA =
      """
      UPDATE media
         SET version = ?, trashed_at = ?, owner = ?, visibility = ?, starred = ?, tags = ?,
             prompt = ?, negative_prompt = ?, model = ?, provider = ?, seed = ?, parameters = ?
       WHERE id = ? AND version = ?
      """;

  static final String INSERT_TAGS =
      """
      INSERT INTO media_tag (
        media_number, tag, media_id, trashed, kind, starred, created_at, size_bytes)
      SELECT m.number, t.value, m.id, m.trashed, m.kind, m.starred, m.created_at, m.size_bytes
        FROM media AS m CROSS JOIN json_each(m.tags) AS t
       WHERE m.id = ?
      """;

  static final String DELETE_TAGS =
      "DELETE FROM media_tag WHERE media_number = (SELECT number FROM media WHERE id = ?)";

  static final String MEDIA_EXISTS = "SELECT 1 FROM media WHERE id = ?";

  static final String FIND_MEDIA =
      """
      SELECT %s
        FROM media AS m
       WHERE m.id = ?
      """
          .formatted(MEDIA_COLUMNS);

  /** The index holds the items of a blob by owner in the order of their creation. */
  static final String FIND_OLDEST_DUPLICATE =
      """
      SELECT %s
        FROM media AS m INDEXED BY media_by_blob
       WHERE m.sha256 = ? AND m.owner = ? AND m.trashed = 0
       ORDER BY m.created_at, m.id
       LIMIT 1
      """
          .formatted(MEDIA_COLUMNS);

  static final String FIND_FOR_PURGE =
      "SELECT version, trashed, sha256, format FROM media WHERE id = ?";

  /** Tags go along, items made from it forget their parent: the foreign keys say so. */
  static final String DELETE_MEDIA = "DELETE FROM media WHERE id = ?";

  static final String DELETE_UNSHARED_BLOB =
      """
      DELETE FROM blob
       WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM media WHERE sha256 = ?1)
      """;

  static final String LIST_TRASHED_BEFORE =
      """
      SELECT id FROM media
       WHERE trashed_at < ?
       ORDER BY trashed_at, id
       LIMIT ?
      """;

  static final String FIND_BLOB =
      "SELECT %s FROM blob AS b WHERE b.sha256 = ?".formatted(BLOB_COLUMNS);

  /** One slice of a walk over all blobs. */
  static final String LIST_BLOBS_AFTER =
      "SELECT %s FROM blob AS b WHERE b.sha256 > ? ORDER BY b.sha256 LIMIT ?"
          .formatted(BLOB_COLUMNS);

  /** Walks the blobs, and an index of all items. */
  static final String TOTALS =
      """
      SELECT every.items, trash.items, file.blobs, file.bytes
        FROM (SELECT count(*) AS items FROM media) AS every,
             (SELECT count(*) AS items FROM media WHERE trashed_at IS NOT NULL) AS trash,
             (SELECT count(*) AS blobs, coalesce(sum(size_bytes), 0) AS bytes FROM blob) AS file
      """;

  private MediaSql() {}
}
