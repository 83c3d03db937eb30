/** The composition root: the only place that knows all modules, the environment and the process. */
@NullMarked
package dev.mediakeep.app;

import org.jspecify.annotations.NullMarked;
