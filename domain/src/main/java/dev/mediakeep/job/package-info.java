/**
 * Video jobs: what is asked of a provider, the state it is in, and who works on it. The queue never
 * pays twice for a job and never loses a render that was paid for.
 */
@NullMarked
package dev.mediakeep.job;

import org.jspecify.annotations.NullMarked;
