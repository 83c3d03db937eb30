/** Network addresses as people write them. */
@NullMarked
package dev.mediakeep.net;

import org.jspecify.annotations.NullMarked;
