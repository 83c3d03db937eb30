/** The HTTP API and the gallery page. */
@NullMarked
package dev.mediakeep.web;

import org.jspecify.annotations.NullMarked;
