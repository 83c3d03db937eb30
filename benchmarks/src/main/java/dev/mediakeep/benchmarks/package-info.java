/** What Mediakeep costs beside the plain tool for the same work, measured in one run. */
@NullMarked
package dev.mediakeep.benchmarks;

import org.jspecify.annotations.NullMarked;
