package torch4j.optim;

import java.util.OptionalDouble;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.internal.LeakDetector;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.processor.Withers;

/**
 * Options of {@link Optimizer#step(StepOptions)}: unscaling the gradients before the step, as
 * {@code torch.amp.GradScaler.unscale_} does, and clipping them, as {@code
 * torch.nn.utils.clip_grad_norm_} does. {@link #defaults()} do neither.
 *
 * @param maxNorm the maximum norm of all gradients, viewed as a single vector; empty for no
 *     clipping
 * @param normType the type of the p-norm: 2, 1, another p, or {@link Double#POSITIVE_INFINITY} for
 *     the infinity norm
 * @param errorIfNonfinite whether a total norm that is infinite or NaN is an error
 * @param keepGradients whether {@code .grad} holds the unscaled and clipped gradients afterwards,
 *     which takes time
 * @param invScale the inverse of the loss scale, by which the gradients are multiplied before they
 *     are clipped: a float32 tensor with one element on the gradients' device; null for no
 *     unscaling
 * @param foundInf a float32 tensor with one element on the gradients' device; the step is skipped
 *     if it is not 0. It is set to 1 if there is an {@code invScale} and a gradient contains an
 *     infinity or NaN; null if the step is never skipped because of it
 */
@Withers
public record StepOptions(
    OptionalDouble maxNorm,
    double normType,
    boolean errorIfNonfinite,
    boolean keepGradients,
    Tensor invScale,
    Tensor foundInf)
    implements StepOptionsWithers {
  private static final StepOptions DEFAULTS =
      new StepOptions(OptionalDouble.empty(), 2, false, false, null, null);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN, {@code normType} is
   *     NaN, or a tensor is not a float32 tensor with one element
   * @throws IllegalStateException if a tensor is closed
   */
  public StepOptions {
    if (Require.nonNull(maxNorm, "maxNorm", "a norm, or an empty OptionalDouble").isPresent()) {
      OptimizerOptions.requireAtLeast("maxNorm", maxNorm.getAsDouble(), 0);
    }
    if (Double.isNaN(normType)) {
      throw new IllegalArgumentException("normType: got NaN, expected a number or infinity");
    }
    requireOneFloat("invScale", invScale);
    requireOneFloat("foundInf", foundInf);
  }

  /** The defaults: no unscaling and no clipping; the norm type is 2. */
  public static StepOptions defaults() {
    return DEFAULTS;
  }

  private static void requireOneFloat(String name, Tensor tensor) {
    if (tensor == null) {
      return;
    }
    requireOpen(name, tensor);
    if (tensor.numel() != 1 || tensor.dtype() != DType.float32) {
      throw new IllegalArgumentException(
          name + ": got " + TensorDescription.of(tensor) + ", expected one float32");
    }
  }

  private static void requireOpen(String name, Tensor tensor) {
    if (tensor.unwrap().isNull()) {
      throw LeakDetector.closedTensor(name, tensor.unwrap());
    }
  }

  /**
   * The options as numbers, in the order that the native step expects; NaN for no {@code maxNorm}.
   */
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

  // It may have been closed since the options were created.
  private static long address(String name, Tensor tensor) {
    if (tensor == null) {
      return 0;
    }
    requireOpen(name, tensor);
    return tensor.unwrap().address();
  }
}
