package torch4j.nn.utils;

import java.util.List;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;
import torch4j.internal.Text;

/**
 * Keeps gradients from exploding. Same as Python's {@code torch.nn.utils.clip_grad}.
 *
 * <p>All of it works in place, on gradients of any floating-point dtypes and devices, between
 * {@code backward()} and {@code step()}; parameters without a gradient are passed over. The host
 * does not wait for the device, unless {@code errorIfNonfinite}. An optimizer clips and steps in
 * one, and faster, with {@code torch4j.optim.Optimizer.clipStep}.
 */
public final class ClipGrad {
  private ClipGrad() {}

  /** Clips by the Euclidean norm, and lets a norm pass that is not finite. */
  public static Tensor clipGradNorm_(List<Tensor> parameters, double maxNorm) {
    return clipGradNorm_(parameters, maxNorm, 2, false);
  }

  /**
   * Scales the gradients, in place, so that their norm over all parameters together is at most
   * {@code maxNorm}. Same as {@code torch.nn.utils.clip_grad_norm_}.
   *
   * @param parameters those without a gradient are passed over
   * @param maxNorm the norm allowed, at least 0
   * @param normType 2, 1, another number, or {@link Double#POSITIVE_INFINITY} for the largest
   *     element
   * @param errorIfNonfinite whether a norm that is infinite or NaN is an error
   * @return the norm before clipping, 0-dimensional; it belongs to the innermost open scope
   * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN, or {@code normType} NaN
   * @throws IllegalStateException if a parameter is closed
   * @throws torch4j.TorchException if the norm is not finite and {@code errorIfNonfinite}, or a
   *     gradient is sparse, of whole numbers, expanded, or on meta beside others; nothing has been
   *     changed then
   */
  public static Tensor clipGradNorm_(
      List<Tensor> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
    Torch.init();
    requireNotNegative("maxNorm", maxNorm);
    requireNumber(normType);
    long[] addresses = addresses("parameters", parameters);
    var norm = new Tensor();
    NativeClip.clipGradNorm(addresses, maxNorm, normType, errorIfNonfinite, norm.address());
    return norm;
  }

  /**
   * Brings every element of the gradients, in place, to between {@code -clipValue} and {@code
   * clipValue}. Same as {@code torch.nn.utils.clip_grad_value_}; NaN stays NaN.
   *
   * @param parameters those without a gradient are passed over
   * @param clipValue the largest magnitude allowed, at least 0
   * @throws IllegalArgumentException if {@code clipValue} is negative, which Python lets pass, or
   *     NaN
   * @throws IllegalStateException if a parameter is closed
   * @throws torch4j.TorchException if a gradient is sparse, not of real floating-point numbers, or
   *     expanded; nothing has been changed then
   */
  public static void clipGradValue_(List<Tensor> parameters, double clipValue) {
    Torch.init();
    requireNotNegative("clipValue", clipValue);
    NativeClip.clipGradValue(addresses("parameters", parameters), clipValue);
  }

  /** The Euclidean norm; one that is not finite is let pass. */
  public static Tensor getTotalNorm(List<Tensor> tensors) {
    return getTotalNorm(tensors, 2, false);
  }

  /**
   * The norm of tensors, gradients for example, as if they were one vector. Same as {@code
   * torch.nn.utils.get_total_norm}.
   *
   * @param tensors the tensors themselves, and not parameters
   * @param normType 2, 1, another number, or {@link Double#POSITIVE_INFINITY} for the largest
   *     element
   * @param errorIfNonfinite whether a norm that is infinite or NaN is an error
   * @return the norm, 0-dimensional, on the first tensor's device; it belongs to the innermost open
   *     scope
   * @throws IllegalArgumentException if {@code normType} is NaN
   * @throws IllegalStateException if a tensor is closed
   * @throws torch4j.TorchException if the norm is not finite and {@code errorIfNonfinite}, or a
   *     tensor is sparse, of whole numbers, or on meta beside others
   */
  public static Tensor getTotalNorm(
      List<Tensor> tensors, double normType, boolean errorIfNonfinite) {
    Torch.init();
    requireNumber(normType);
    long[] addresses = addresses("tensors", tensors);
    var norm = new Tensor();
    NativeClip.totalNorm(addresses, normType, errorIfNonfinite, norm.address());
    return norm;
  }

  /**
   * Scales gradients, in place, whose norm is known already. Same as {@code
   * torch.nn.utils.clip_grads_with_norm_}; {@link #clipGradNorm_} is this after {@link
   * #getTotalNorm}.
   *
   * @param parameters those without a gradient are passed over
   * @param maxNorm the norm allowed, at least 0
   * @param totalNorm the gradients' norm, one floating-point number
   * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN, or {@code totalNorm}
   *     not one number
   * @throws IllegalStateException if a tensor is closed
   * @throws torch4j.TorchException if a gradient is of whole numbers or expanded; nothing has been
   *     changed then
   */
  public static void clipGradsWithNorm_(List<Tensor> parameters, double maxNorm, Tensor totalNorm) {
    Torch.init();
    requireNotNegative("maxNorm", maxNorm);
    requireOpen("totalNorm", totalNorm);
    if (totalNorm.numel() != 1 || !totalNorm.is_floating_point()) {
      throw new IllegalArgumentException(
          "totalNorm: got " + Text.of(totalNorm) + ", expected one floating-point number");
    }
    NativeClip.clipGradsWithNorm(addresses("parameters", parameters), maxNorm, totalNorm.address());
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
    if (Objects.requireNonNull(tensor, name).isNull()) {
      throw new IllegalStateException(name + ": got a closed tensor, expected an open one");
    }
  }

  private static long[] addresses(String name, List<Tensor> tensors) {
    var addresses = new long[Objects.requireNonNull(tensors, name).size()];
    for (int i = 0; i < addresses.length; i++) {
      Tensor tensor = tensors.get(i);
      if (tensor == null || tensor.isNull()) {
        requireOpen(name + "[" + i + "]", tensor);
      }
      addresses[i] = tensor.address();
    }
    return addresses;
  }
}
