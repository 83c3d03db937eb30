package dev.mediakeep.embedded;

import dev.mediakeep.error.FaultRun;
import dev.mediakeep.job.Job;
import dev.mediakeep.job.JobListener;
import dev.mediakeep.job.JobQueue;
import dev.mediakeep.job.Lane;
import dev.mediakeep.webhook.CourierConfig;
import dev.mediakeep.webhook.CourierListener;
import dev.mediakeep.webhook.CourierParts;
import dev.mediakeep.webhook.Delivery;
import dev.mediakeep.webhook.MasterSecrets;
import dev.mediakeep.webhook.WebhookCourier;
import dev.mediakeep.webhook.WebhookKeys;
import dev.mediakeep.webhook.WebhookOutbox;
import dev.mediakeep.webhook.WebhookRules;
import dev.mediakeep.webhook.WebhookSecret;
import dev.mediakeep.webhook.http.HttpWebhookConfig;
import dev.mediakeep.webhook.http.HttpWebhookSender;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** Sends the messages of a home from opening to closing, and logs what goes wrong. */
final class Webhooks implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Webhooks.class.getName());

  private final HttpWebhookSender sender;
  private final WebhookCourier courier;
  private final JobQueue jobs;
  private final JobListener bell;

  private Webhooks(HttpWebhookSender sender, WebhookCourier courier, JobQueue jobs) {
    this.sender = sender;
    this.courier = courier;
    this.jobs = jobs;
    this.bell = new Bell(courier);
  }

  /** Starts sending what is in the outbox, and what comes into it when a job of the queue ends. */
  static Webhooks start(
      WebhookRules rules,
      WebhookKeys keys,
      WebhookOutbox outbox,
      JobQueue jobs,
      MediakeepConfig config) {
    HttpWebhookSender sender =
        HttpWebhookSender.open(
            HttpWebhookConfig.builder().rules(rules).clock(config.clock()).build());
    WebhookCourier courier =
        WebhookCourier.start(
            new CourierParts(outbox, sender, keys, config.clock(), config.random()),
            CourierConfig.builder().listener(new Log(new FaultRun("sending webhooks"))).build());
    Webhooks webhooks = new Webhooks(sender, courier, jobs);
    jobs.addListener(webhooks.bell);
    return webhooks;
  }

  /** Keys that follow from the secrets of the home; makes the first of these. */
  static WebhookKeys keysOf(MasterSecrets masters, MediakeepConfig config) {
    if (masters.list().isEmpty()) {
      masters.add(WebhookSecret.generate(config.random()));
    }
    return WebhookKeys.derivedFrom(masters::list);
  }

  /** What is under way is given a few seconds; the rest is sent after the next start. */
  @Override
  public void close() {
    jobs.removeListener(bell);
    courier.close();
    sender.close();
  }

  /** Rings when a message may have come. */
  private record Bell(WebhookCourier courier) implements JobListener {
    @Override
    public void jobChanged(Job job) {
      if (job.state().kind().isFinal() && job.request().webhook().isPresent()) {
        courier.ring();
      }
    }

    @Override
    public void timePassed() {
      courier.ring();
    }

    @Override
    public void laneChanged(Lane lane) {}
  }

  /** Hosts only: what follows them in a URL may be secret. */
  private record Log(FaultRun faults) implements CourierListener {
    @Override
    public void tried(Delivery after) {
      faults.succeeded().ifPresent(line -> LOG.log(Level.INFO, line));
      Level level = after.state() instanceof Delivery.State.Failed ? Level.WARNING : Level.DEBUG;
      LOG.log(
          level,
          "webhook {0} to {1} is {2} after {3} tries: {4}",
          after.message().id(),
          after.message().url().host(),
          after.state().kind(),
          after.tries(),
          after.problem().orElse("taken"));
    }

    @Override
    public void givenUp(String host, long messages) {
      LOG.log(
          Level.WARNING,
          "{0} webhooks to {1} were given up: for a day it took none",
          messages,
          host);
    }

    @Override
    public void failed(Throwable cause) {
      faults.failed(cause).ifPresent(line -> LOG.log(Level.WARNING, line, cause));
    }
  }
}
