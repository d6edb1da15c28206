package torch4j.nn.utils;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;

/** Keeps gradients from exploding. Same as Python's {@code torch.nn.utils.clip_grad}. */
public final class ClipGrad {
  private ClipGrad() {}

  /** Clips by the Euclidean norm, and lets a norm pass that is not finite. */
  public static Tensor clipGradNorm_(List<Tensor> parameters, double maxNorm) {
    return clipGradNorm_(parameters, maxNorm, 2, false);
  }

  /**
   * Scales the gradients, in place, so that their norm over all parameters together is at most
   * {@code maxNorm}. Same as {@code torch.nn.utils.clip_grad_norm_}. To be called between {@code
   * backward()} and {@code step()}.
   *
   * <p>The host does not wait for the device, unless {@code errorIfNonfinite}.
   *
   * @param parameters those without a gradient are passed over
   * @param maxNorm the norm allowed, at least 0
   * @param normType 2, 1, another number, or {@link Double#POSITIVE_INFINITY} for the largest
   *     element
   * @param errorIfNonfinite whether a norm that is infinite or NaN is an error
   * @return the norm before clipping, 0-dimensional; it belongs to the innermost open scope
   * @throws IllegalArgumentException if {@code maxNorm} is negative or NaN
   * @throws IllegalStateException if a parameter is closed
   * @throws torch4j.TorchException if the norm is not finite and {@code errorIfNonfinite}
   */
  public static Tensor clipGradNorm_(
      List<Tensor> parameters, double maxNorm, double normType, boolean errorIfNonfinite) {
    Torch.init();
    if (!(maxNorm >= 0)) {
      throw new IllegalArgumentException("maxNorm: got " + maxNorm + ", expected >= 0");
    }
    var addresses = new long[parameters.size()];
    for (int i = 0; i < addresses.length; i++) {
      Tensor parameter = parameters.get(i);
      if (parameter.isNull()) {
        throw new IllegalStateException(
            "parameters[" + i + "]: got a closed tensor, expected an open one");
      }
      addresses[i] = parameter.address();
    }
    var norm = new Tensor();
    NativeClip.clipGradNorm(addresses, maxNorm, normType, errorIfNonfinite, norm.address());
    return norm;
  }
}
