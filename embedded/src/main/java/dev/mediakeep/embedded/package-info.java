/** Mediakeep as a library inside another app. */
@NullMarked
package dev.mediakeep.embedded;

import org.jspecify.annotations.NullMarked;
