package dev.mediakeep.error;

import static dev.mediakeep.error.Category.BUSY;
import static dev.mediakeep.error.Category.CONFLICT;
import static dev.mediakeep.error.Category.DAMAGED;
import static dev.mediakeep.error.Category.FORBIDDEN;
import static dev.mediakeep.error.Category.FULL;
import static dev.mediakeep.error.Category.INTERNAL;
import static dev.mediakeep.error.Category.INVALID;
import static dev.mediakeep.error.Category.NOT_FOUND;
import static dev.mediakeep.error.Category.STALE;
import static dev.mediakeep.error.Category.TOO_LARGE;
import static dev.mediakeep.error.Category.UNAVAILABLE;
import static dev.mediakeep.error.Category.UNSUPPORTED;

/**
 * The stable name of an error, part of the public interface over HTTP and on the command line.
 * Names are never reused or renamed.
 */
public enum ErrorCode {
  FIELD_INVALID(INVALID, "correct the named field and send the request again"),
  FIELD_UNKNOWN(INVALID, "remove the field, or correct its name"),
  REQUEST_MALFORMED(INVALID, "send a request that follows HTTP/1.1"),
  METHOD_NOT_ALLOWED(INVALID, "use one of the methods that the Allow header names"),
  RANGE_UNSATISFIABLE(INVALID, "ask for bytes that are there; Content-Range says how many"),
  CURSOR_INVALID(INVALID, "start again from the first page, with the same filters on each page"),
  MEDIA_EMPTY(INVALID, "send the bytes of an image or a video as the body"),
  MEDIA_MALFORMED(
      INVALID, "open the file in a viewer and export it again; it looks cut off or damaged"),
  UPLOAD_INTERRUPTED(INVALID, "upload the file again; nothing of it was kept"),
  FILE_UNREADABLE(INVALID, "make the file readable for the user that runs this command"),
  PARENT_UNKNOWN(INVALID, "name a media item that exists, or leave the parent out"),
  MEDIA_TYPE_UNKNOWN(UNSUPPORTED, "send PNG, JPEG, WebP, GIF, AVIF, MP4, MOV or WebM"),
  MEDIA_TYPE_MISMATCH(UNSUPPORTED, "declare the type that the bytes have, or leave the type out"),
  BODY_TYPE_UNSUPPORTED(UNSUPPORTED, "send a JSON object with Content-Type: application/json"),
  BODY_ENCODING_UNSUPPORTED(UNSUPPORTED, "send the body as it is, without Content-Encoding"),
  MEDIA_TOO_LARGE(TOO_LARGE, "send a smaller file, or raise the limit in the configuration"),
  MEDIA_TOO_MANY_PIXELS(TOO_LARGE, "scale it down, or raise the limit in the configuration"),
  MEDIA_TOO_LONG(TOO_LARGE, "cut it, or raise the limit in the configuration"),
  REQUEST_TOO_LARGE(TOO_LARGE, "send less in one request"),
  HOST_FORBIDDEN(
      FORBIDDEN,
      "address the service by localhost or the host it is configured with; the name of a proxy"
          + " before it goes into public-host"),
  ORIGIN_FORBIDDEN(
      FORBIDDEN,
      "send it from the service's own page, or from a program; the name of a proxy before the"
          + " service goes into public-host"),
  MEDIA_NOT_FOUND(NOT_FOUND, "check the id; the item may have been purged"),
  ROUTE_NOT_FOUND(NOT_FOUND, "see /openapi.json for what is served"),
  MEDIA_NOT_IN_TRASH(CONFLICT, "move the item to the trash first"),
  MEDIA_EXISTS(CONFLICT, "use another id"),
  JOB_NOT_FOUND(NOT_FOUND, "check the id; the job may have been purged"),
  LANE_UNKNOWN(INVALID, "name a lane that the service is configured with"),
  LANE_CLOSED(CONFLICT, "use another lane, or wait until it takes jobs again"),
  JOB_STATE_CONFLICT(CONFLICT, "fetch the job again; see its state"),
  JOB_MEDIA_UNKNOWN(
      CONFLICT, "upload the result first, and complete the job with the ids that it got"),
  JOB_MEDIA_FOREIGN(CONFLICT, "upload the result for the owner of the job"),
  LEASE_LOST(CONFLICT, "stop working on the job; somebody else may have it now"),
  WEBHOOK_REFUSED(
      INVALID,
      "name an https URL of a host on the internet; what else is allowed is configured by"
          + " webhook-allow, webhook-ports and webhook-http"),
  WEBHOOK_NOT_FOUND(NOT_FOUND, "check the id; the message may have been purged"),
  WEBHOOK_NOT_FAILED(CONFLICT, "leave it: only what was given up is sent anew"),
  IDEMPOTENCY_KEY_REUSED(CONFLICT, "use a new key for another request"),
  QUEUE_FULL(BUSY, "wait until some of the queued jobs are done, then send it again"),
  TOO_MANY_STREAMS(BUSY, "end some of those that this address holds open, then try again"),
  VERSION_STALE(STALE, "fetch the item again, repeat the change on it and send its new version"),
  STORE_BUSY(BUSY, "try again in a moment"),
  SERVICE_BUSY(BUSY, "try again in a moment"),
  DISK_FULL(FULL, "free space on the disk of the home folder, then try again"),
  DISK_LOW(FULL, "delete items and purge the trash, which still works, or free space on that disk"),
  HOME_IN_USE(UNAVAILABLE, "stop the process that holds the home folder, or use another folder"),
  HOME_NOT_WRITABLE(UNAVAILABLE, "make the folder writable for the user that runs this process"),
  HOME_MISMATCH(UNAVAILABLE, "mount the folder that belongs to this database; nothing was changed"),
  SCHEMA_TOO_NEW(UNAVAILABLE, "run the version of Mediakeep that wrote this database, or newer"),
  SQLITE_TOO_OLD(
      UNAVAILABLE, "update sqlite-jdbc; older SQLite can corrupt a database in WAL mode"),
  STORE_CLOSED(UNAVAILABLE, "open the home folder again"),
  STORE_UNAVAILABLE(UNAVAILABLE, "see the cause; the disk or the folder may have gone"),
  CONFIG_INVALID(INVALID, "correct the configuration and start again"),
  ADDRESS_UNAVAILABLE(
      UNAVAILABLE, "choose another host or port, or stop the process that listens there"),
  SERVICE_STOPPING(UNAVAILABLE, "send it again when the service is back"),
  STORE_DAMAGED(DAMAGED, "restore the newest verified backup; keep the damaged files"),
  BLOB_MISSING(DAMAGED, "restore the media folder from a backup; the record is still there"),
  INTERNAL_ERROR(INTERNAL, "report it with its incident id; the log tells more under that id");

  private final Category category;
  private final String hint;

  ErrorCode(Category category, String hint) {
    this.category = category;
    this.hint = hint;
  }

  public Category category() {
    return category;
  }

  /** What the reader can do about it, unless the {@link Problem} knows better. */
  public String hint() {
    return hint;
  }

  /** Whether the same request, sent again later, may succeed. */
  public boolean isRetryable() {
    return category == BUSY || category == FULL;
  }
}
