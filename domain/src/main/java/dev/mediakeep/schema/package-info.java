/** The shape of the stored records, and the migrations that led to it. */
@NullMarked
package dev.mediakeep.schema;

import org.jspecify.annotations.NullMarked;
