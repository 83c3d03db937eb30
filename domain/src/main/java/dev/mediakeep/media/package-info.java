/** Media items and the immutable files behind them: what is kept, found, edited and thrown away. */
@NullMarked
package dev.mediakeep.media;

import org.jspecify.annotations.NullMarked;
