package torch4j.optim;

import java.util.OptionalDouble;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.internal.Text;

/**
 * What {@link Optimizer#step(StepOptions)} does to the gradients before it steps by them: unscale
 * them, as {@code torch.amp.GradScaler.unscale_} does, and clip them, as {@code
 * torch.nn.utils.clip_grad_norm_} does. {@link #defaults()} does neither.
 *
 * @param maxNorm the norm, over all groups together, that gradients are clipped to; none for no
 *     clipping
 * @param normType the norm's type: 2, 1, another number, or {@link Double#POSITIVE_INFINITY} for
 *     the largest element
 * @param errorIfNonfinite whether a norm that is infinite or NaN is an error
 * @param keepGradients whether the gradients, unscaled and clipped, are what is in {@code .grad}
 *     afterwards, which costs time
 * @param invScale what the gradients are multiplied by before everything else: one float32 on their
 *     device; null for no unscaling
 * @param foundInf whether the step is to be left out: one float32 on the gradients' device; null if
 *     nobody asks. It is set to 1 if there is an {@code invScale} and a gradient has an infinity or
 *     NaN
 */
public record StepOptions(
    OptionalDouble maxNorm,
    double normType,
    boolean errorIfNonfinite,
    boolean keepGradients,
    Tensor invScale,
    Tensor foundInf) {
  private static final StepOptions DEFAULTS =
      new StepOptions(OptionalDouble.empty(), 2, false, false, null, null);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN, {@code normType} is
   *     NaN, or one of the tensors is not one float32
   * @throws IllegalStateException if one of the tensors is closed
   */
  public StepOptions {
    if (maxNorm.isPresent()) {
      OptimizerOptions.requireAtLeast("maxNorm", maxNorm.getAsDouble(), 0);
    }
    if (Double.isNaN(normType)) {
      throw new IllegalArgumentException("normType: got NaN, expected a number or infinity");
    }
    requireOneFloat("invScale", invScale);
    requireOneFloat("foundInf", foundInf);
  }

  /** No unscaling and no clipping; the norm's type is 2, once there is a {@code maxNorm}. */
  public static StepOptions defaults() {
    return DEFAULTS;
  }

  /** Clips to another norm. */
  public StepOptions maxNorm(double maxNorm) {
    return new StepOptions(
        OptionalDouble.of(maxNorm), normType, errorIfNonfinite, keepGradients, invScale, foundInf);
  }

  /** Another type of norm. */
  public StepOptions normType(double normType) {
    return new StepOptions(maxNorm, normType, errorIfNonfinite, keepGradients, invScale, foundInf);
  }

  /** With or without an error for a norm that is not finite. */
  public StepOptions errorIfNonfinite(boolean errorIfNonfinite) {
    return new StepOptions(maxNorm, normType, errorIfNonfinite, keepGradients, invScale, foundInf);
  }

  /** With or without the gradients that were stepped by. */
  public StepOptions keepGradients(boolean keepGradients) {
    return new StepOptions(maxNorm, normType, errorIfNonfinite, keepGradients, invScale, foundInf);
  }

  /** Another factor to unscale by; null for none. */
  public StepOptions invScale(Tensor invScale) {
    return new StepOptions(maxNorm, normType, errorIfNonfinite, keepGradients, invScale, foundInf);
  }

  /** Another place to report infinities; null for none. */
  public StepOptions foundInf(Tensor foundInf) {
    return new StepOptions(maxNorm, normType, errorIfNonfinite, keepGradients, invScale, foundInf);
  }

  private static void requireOneFloat(String name, Tensor tensor) {
    if (tensor == null) {
      return;
    }
    requireOpen(name, tensor);
    if (tensor.numel() != 1 || tensor.scalar_type().intern() != ScalarType.Float) {
      throw new IllegalArgumentException(
          name + ": got " + Text.of(tensor) + ", expected one float32");
    }
  }

  private static void requireOpen(String name, Tensor tensor) {
    if (tensor.isNull()) {
      throw new IllegalStateException(name + ": got a closed tensor, expected an open one");
    }
  }

  /** The options as the native step takes them; NaN for no {@code maxNorm}. */
  double[] toNumbers() {
    return new double[] {
      maxNorm.orElse(Double.NaN), normType, errorIfNonfinite ? 1 : 0, keepGradients ? 1 : 0
    };
  }

  /** The address of {@code invScale}, 0 for none. */
  long invScaleAddress() {
    return address("invScale", invScale);
  }

  /** The address of {@code foundInf}, 0 for none. */
  long foundInfAddress() {
    return address("foundInf", foundInf);
  }

  // It may have been closed since the options were made.
  private static long address(String name, Tensor tensor) {
    if (tensor == null) {
      return 0;
    }
    requireOpen(name, tensor);
    return tensor.address();
  }
}
