package dev.mediakeep.web;

/** Where those who run the service look at it and work on it. */
final class OperationPaths {
  static final String WEBHOOKS = "/api/v1/ops/webhooks";
  static final String RETRY_WEBHOOK = WEBHOOKS + "/{id}/retry";
  static final String RECONCILE = "/api/v1/ops/reconcile";

  private OperationPaths() {}
}
