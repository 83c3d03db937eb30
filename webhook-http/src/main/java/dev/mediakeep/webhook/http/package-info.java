/** Webhooks over HTTP, with a guard against requests into private networks. */
@NullMarked
package dev.mediakeep.webhook.http;

import org.jspecify.annotations.NullMarked;
