/** Messages that are sent to somebody's server until it has taken them. */
@NullMarked
package dev.mediakeep.webhook;

import org.jspecify.annotations.NullMarked;
