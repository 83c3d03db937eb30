/** Records in one SQLite file: a writer that commits in groups, a pool of readers, migrations. */
@NullMarked
package dev.mediakeep.sqlite;

import org.jspecify.annotations.NullMarked;
