/**
 * The command line: its verbs, what they print, their exit statuses, and the configuration that a
 * process is started with. What a verb works on comes in through {@link dev.mediakeep.ops.Homes}.
 */
@NullMarked
package dev.mediakeep.ops;

import org.jspecify.annotations.NullMarked;
