/** Identities that more than one concept refers to, and the source of new ones. */
@NullMarked
package dev.mediakeep.id;

import org.jspecify.annotations.NullMarked;
