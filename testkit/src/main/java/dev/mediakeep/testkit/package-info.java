/** Contract suites for the ports, and what their tests need. */
@NullMarked
package dev.mediakeep.testkit;

import org.jspecify.annotations.NullMarked;
