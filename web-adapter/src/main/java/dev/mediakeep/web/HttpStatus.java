package dev.mediakeep.web;

import dev.mediakeep.error.Category;
import dev.mediakeep.error.ErrorCode;
import io.helidon.http.Status;

/** The status of an answer that tells of a problem: the one place where it is decided. */
final class HttpStatus {
  /** That the headers of a request are too large; the server has no name for it. */
  static final Status HEADERS_TOO_LARGE_431 = Status.create(431, "Request Header Fields Too Large");

  private static final Status INSUFFICIENT_STORAGE_507 = Status.create(507, "Insufficient Storage");

  private HttpStatus() {}

  /** By category, but for what only HTTP knows. */
  static Status of(ErrorCode code) {
    return switch (code) {
      case METHOD_NOT_ALLOWED -> Status.METHOD_NOT_ALLOWED_405;
      case RANGE_UNSATISFIABLE -> Status.REQUESTED_RANGE_NOT_SATISFIABLE_416;
      case IDEMPOTENCY_KEY_REUSED -> Status.UNPROCESSABLE_CONTENT_422;
      case QUEUE_FULL, TOO_MANY_STREAMS -> Status.TOO_MANY_REQUESTS_429;
      default -> of(code.category());
    };
  }

  private static Status of(Category category) {
    return switch (category) {
      case INVALID -> Status.BAD_REQUEST_400;
      case UNSUPPORTED -> Status.UNSUPPORTED_MEDIA_TYPE_415;
      case TOO_LARGE -> Status.REQUEST_ENTITY_TOO_LARGE_413;
      case FORBIDDEN -> Status.FORBIDDEN_403;
      case NOT_FOUND -> Status.NOT_FOUND_404;
      case CONFLICT -> Status.CONFLICT_409;
      case STALE -> Status.PRECONDITION_FAILED_412;
      case BUSY, UNAVAILABLE -> Status.SERVICE_UNAVAILABLE_503;
      case FULL -> INSUFFICIENT_STORAGE_507;
      case DAMAGED, INTERNAL -> Status.INTERNAL_SERVER_ERROR_500;
    };
  }

  /** The code of a refusal by the server itself, before any route was asked. */
  static ErrorCode codeOf(Status status) {
    return switch (status.code()) {
      case 404 -> ErrorCode.ROUTE_NOT_FOUND;
      case 415 -> ErrorCode.BODY_ENCODING_UNSUPPORTED;
      case 413, 414, 431 -> ErrorCode.REQUEST_TOO_LARGE;
      case 503 -> ErrorCode.SERVICE_BUSY;
      case 500 -> ErrorCode.INTERNAL_ERROR;
      default -> ErrorCode.REQUEST_MALFORMED;
    };
  }
}
