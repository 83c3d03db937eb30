/** What went wrong, said so that people and programs can act on it. */
@NullMarked
package dev.mediakeep.error;

import org.jspecify.annotations.NullMarked;
