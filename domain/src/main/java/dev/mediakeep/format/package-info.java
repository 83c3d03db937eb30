/** What a file is, found from its bytes alone: format, dimensions, duration. */
@NullMarked
package dev.mediakeep.format;

import org.jspecify.annotations.NullMarked;
