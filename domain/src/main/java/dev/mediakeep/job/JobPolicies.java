package dev.mediakeep.job;

/** The rules of a queue: how it retries, leases, shares and limits. */
public record JobPolicies(
    RetryPolicy retry, LeasePolicy lease, FairnessPolicy fairness, QueueLimits limits) {
  public static JobPolicies ofDefaults() {
    return new JobPolicies(
        RetryPolicy.ofDefaults(),
        LeasePolicy.ofDefaults(),
        FairnessPolicy.ofDefaults(),
        QueueLimits.ofDefaults());
  }
}
