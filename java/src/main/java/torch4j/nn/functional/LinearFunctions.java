package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Optionals;

/** The part of {@link F} with linear maps, embeddings and attention. */
abstract class LinearFunctions extends ActivationFunctions {
  LinearFunctions() {}

  /** {@code x Wᵀ}. Same as {@code F.linear(input, weight)}. */
  public static Tensor linear(Tensor input, Tensor weight) {
    return torch.linear(input, weight);
  }

  /**
   * {@code x Wᵀ + b}. Same as {@code F.linear}.
   *
   * @param input {@code [*, in]}
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor linear(Tensor input, Tensor weight, Tensor bias) {
    return torch.linear(input, weight, Optionals.of(bias));
  }
}
