package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Optionals;

/** The part of {@link F} with the losses. */
abstract class LossFunctions extends NormFunctions {
  LossFunctions() {}

  /** The mean squared difference. Same as {@code F.mse_loss(input, target)}. */
  public static Tensor mseLoss(Tensor input, Tensor target) {
    return mseLoss(input, target, Reduction.MEAN);
  }

  /** The squared difference. Same as {@code F.mse_loss}. */
  public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
    return torch.mse_loss(input, target, reduction.code());
  }

  /** The cross entropy with PyTorch's defaults. Same as {@code F.cross_entropy(input, target)}. */
  public static Tensor crossEntropy(Tensor input, Tensor target) {
    return crossEntropy(input, target, CrossEntropyOptions.DEFAULT);
  }

  /**
   * The cross entropy between scores and classes. Same as {@code F.cross_entropy}.
   *
   * @param input {@code [N, C]}, {@code [C]} or {@code [N, C, d1, ...]}
   * @param target the classes as int64 without the dimension C, or probabilities of the input's
   *     shape
   */
  public static Tensor crossEntropy(Tensor input, Tensor target, CrossEntropyOptions options) {
    return torch.cross_entropy_loss(
        input,
        target,
        Optionals.of(options.weight()),
        options.reduction().code(),
        options.ignoreIndex(),
        options.labelSmoothing());
  }
}
