package torch4j.nn.utils;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LeakDetector;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * Clips gradients by norm or by value. Same as {@code torch.nn.utils.clip_grad}.
 *
 * <p>Gradients are modified in-place, between {@code backward()} and {@code step()}; they may have
 * any floating-point dtypes and devices, and parameters without a gradient are skipped. The host
 * does not wait for the device, unless {@code errorIfNonfinite}. An optimizer clips and steps in
 * one operation, which is faster, with {@code torch4j.optim.Optimizer.clipStep}.
 */
public final class ClipGrad {
  private ClipGrad() {}

  /**
   * Clips the gradient norm, with the 2-norm and without an error for a norm that is not finite.
   */
  public static Tensor clipGradNorm_(List<Tensor> parameters, double maxNorm) {
    return clipGradNorm_(parameters, maxNorm, 2, false);
  }

  /**
   * Clips the gradient norm: scales the gradients in-place so that their norm over all parameters
   * together is at most {@code maxNorm}. Same as {@code torch.nn.utils.clip_grad_norm_}.
   *
   * @param parameters the parameters; those without a gradient are skipped
   * @param maxNorm the max norm of the gradients, at least 0
   * @param normType the p of the p-norm; {@link Double#POSITIVE_INFINITY} for the infinity norm
   * @param errorIfNonfinite whether to throw an exception if the norm is NaN or infinite
   * @return the norm before clipping, 0-dimensional; it belongs to the innermost open scope
   * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN, or {@code normType} NaN
   * @throws IllegalStateException if a parameter is closed
   * @throws torch4j.TorchException if the norm is not finite and {@code errorIfNonfinite}, or a
   *     gradient is sparse, integral, expanded, or on meta together with others that are not; the
   *     gradients are then unchanged
   */
  public static Tensor clipGradNorm_(
      List<Tensor> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
    Torch.init();
    requireNotNegative("maxNorm", maxNorm);
    requireNumber(normType);
    long[] addresses = addresses("parameters", parameters);
    var norm = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    NativeClip.clipGradNorm(
        addresses, maxNorm, normType, errorIfNonfinite, norm.unwrap().address());
    return norm;
  }

  /**
   * Clips the gradients at a value: clamps each element in-place to the range from {@code
   * -clipValue} to {@code clipValue}. Same as {@code torch.nn.utils.clip_grad_value_}; NaN is not
   * changed.
   *
   * @param parameters the parameters; those without a gradient are skipped
   * @param clipValue the max absolute value of the gradients, at least 0
   * @throws IllegalArgumentException if {@code clipValue} is negative, which Python accepts, or NaN
   * @throws IllegalStateException if a parameter is closed
   * @throws torch4j.TorchException if a gradient is sparse, expanded, or not of a real
   *     floating-point dtype; the gradients are then unchanged
   */
  public static void clipGradValue_(List<Tensor> parameters, double clipValue) {
    Torch.init();
    requireNotNegative("clipValue", clipValue);
    NativeClip.clipGradValue(addresses("parameters", parameters), clipValue);
  }

  /** The 2-norm of tensors, without an error for a norm that is not finite. */
  public static Tensor getTotalNorm(List<Tensor> tensors) {
    return getTotalNorm(tensors, 2, false);
  }

  /**
   * The norm of tensors, such as gradients, concatenated to one vector. Same as {@code
   * torch.nn.utils.get_total_norm}.
   *
   * @param tensors the tensors, not the parameters that they are the gradients of
   * @param normType the p of the p-norm; {@link Double#POSITIVE_INFINITY} for the infinity norm
   * @param errorIfNonfinite whether to throw an exception if the norm is NaN or infinite
   * @return the norm, 0-dimensional, on the first tensor's device; it belongs to the innermost open
   *     scope
   * @throws IllegalArgumentException if {@code normType} is NaN
   * @throws IllegalStateException if a tensor is closed
   * @throws torch4j.TorchException if the norm is not finite and {@code errorIfNonfinite}, or a
   *     tensor is sparse, integral, or on meta together with others that are not
   */
  public static Tensor getTotalNorm(
      List<Tensor> tensors, double normType, boolean errorIfNonfinite) {
    Torch.init();
    requireNumber(normType);
    long[] addresses = addresses("tensors", tensors);
    var norm = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    NativeClip.totalNorm(addresses, normType, errorIfNonfinite, norm.unwrap().address());
    return norm;
  }

  /**
   * Scales gradients in-place, given their total norm. Same as {@code
   * torch.nn.utils.clip_grads_with_norm_}; {@link #clipGradNorm_} is this after {@link
   * #getTotalNorm}.
   *
   * @param parameters the parameters; those without a gradient are skipped
   * @param maxNorm the max norm of the gradients, at least 0
   * @param totalNorm the total norm of the gradients, a floating-point tensor with one element
   * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN, or {@code totalNorm}
   *     does not have one element
   * @throws IllegalStateException if a tensor is closed
   * @throws torch4j.TorchException if a gradient is integral or expanded; the gradients are then
   *     unchanged
   */
  public static void clipGradsWithNorm_(List<Tensor> parameters, double maxNorm, Tensor totalNorm) {
    Torch.init();
    requireNotNegative("maxNorm", maxNorm);
    long[] addresses = addresses("parameters", parameters);
    requireOpen("totalNorm", totalNorm);
    if (totalNorm.numel() != 1 || !totalNorm.isFloatingPoint()) {
      throw new IllegalArgumentException(
          "totalNorm: got "
              + TensorDescription.of(totalNorm)
              + ", expected one floating-point number");
    }
    NativeClip.clipGradsWithNorm(addresses, maxNorm, totalNorm.unwrap().address());
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(name + ": got " + value + ", expected >= 0");
    }
  }

  private static void requireNumber(double normType) {
    if (Double.isNaN(normType)) {
      throw new IllegalArgumentException("normType: got NaN, expected a number or infinity");
    }
  }

  private static void requireOpen(String name, Tensor tensor) {
    if (Require.nonNull(tensor, name, "a tensor").unwrap().isNull()) {
      throw LeakDetector.closedTensor(name, tensor.unwrap());
    }
  }

  private static long[] addresses(String name, List<Tensor> tensors) {
    var addresses = new long[Require.nonNull(tensors, name, "tensors").size()];
    for (int i = 0; i < addresses.length; i++) {
      Tensor tensor = tensors.get(i);
      if (tensor == null || tensor.unwrap().isNull()) {
        requireOpen(name + "[" + i + "]", tensor);
      }
      addresses[i] = tensor.unwrap().address();
    }
    return addresses;
  }
}
