/** The home folder with its lock and markers, and the files of the blobs. */
@NullMarked
package dev.mediakeep.fs;

import org.jspecify.annotations.NullMarked;
