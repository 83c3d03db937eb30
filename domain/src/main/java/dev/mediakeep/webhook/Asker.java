package dev.mediakeep.webhook;

import dev.mediakeep.id.OwnerId;

/**
 * Who asked for what a message tells of, as far as that is known.
 *
 * @param address the network address that he called from; empty where it does not count
 */
public record Asker(OwnerId owner, String address) {}
