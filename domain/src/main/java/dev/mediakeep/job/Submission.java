package dev.mediakeep.job;

import dev.mediakeep.id.JobId;
import java.time.Instant;

/**
 * An order to a provider.
 *
 * @param key the provider runs at most one operation under it, however often it is submitted
 * @param request what is ordered
 * @param notAfter no call that orders it may reach the provider later: until then nobody else
 *     orders it, and from then on somebody may look it up and order it anew
 */
public record Submission(JobId job, String key, JobRequest request, Instant notAfter) {}
