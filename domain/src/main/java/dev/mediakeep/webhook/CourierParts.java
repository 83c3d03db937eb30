package dev.mediakeep.webhook;

import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What a courier works with.
 *
 * @param keys the secrets that it signs with
 * @param clock the time that messages are due by and signed with
 * @param random what waits are drawn from; thread-safe
 */
public record CourierParts(
    WebhookOutbox outbox,
    WebhookSender sender,
    WebhookKeys keys,
    InstantSource clock,
    RandomGenerator random) {}
