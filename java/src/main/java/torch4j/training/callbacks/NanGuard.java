package torch4j.training.callbacks;

import torch4j.internal.Require;
import torch4j.training.Callback;
import torch4j.training.TrainingContext;

/**
 * Looks at each training loss before its gradients are computed, and ends the training when one is
 * NaN or infinite: the weights are still those of the step before. Synchronizes with the device.
 */
public final class NanGuard implements Callback {
  /** What happens then. */
  public enum Policy {
    /** Training ends with an exception. */
    FAIL,
    /** Training ends as by {@link TrainingContext#stop}. */
    STOP
  }

  private final Policy policy;

  /** Ends the training with an exception. */
  public NanGuard() {
    this(Policy.FAIL);
  }

  /** Ends the training as the policy says. */
  public NanGuard(Policy policy) {
    this.policy = Require.nonNull(policy, "policy", "a policy");
  }

  @Override
  public void onLoss(TrainingContext context) {
    if (context.result().loss() == null || Double.isFinite(context.loss())) {
      return;
    }
    String what =
        "loss: got "
            + context.loss()
            + " in epoch "
            + context.epoch()
            + ", batch "
            + context.batchIndex()
            + ", expected a finite one; try a smaller learning rate, or clipping";
    if (policy == Policy.FAIL) {
      throw new ArithmeticException(what);
    }
    context.stop(what);
  }
}
