/** Adapters that keep everything in memory, as strict as the real ones, for tests of the domain. */
@NullMarked
package dev.mediakeep.memory;

import org.jspecify.annotations.NullMarked;
