package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.nn.functional.BCEWithLogitsLossOptions;

/**
 * A sigmoid layer and the binary cross entropy in one class, which is numerically more stable than
 * the two. Same as {@code torch.nn.BCEWithLogitsLoss}: input {@code [*]}, and a target of its shape
 * between 0 and 1.
 */
public final class BCEWithLogitsLoss extends Loss {

  /** PyTorch's defaults. */
  public static BCEWithLogitsLossOptions options() {
    return BCEWithLogitsLossOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public BCEWithLogitsLoss() {
    this(options());
  }

  /**
   * A loss with all options. The weights are registered as the buffers "weight" and "pos_weight".
   */
  public BCEWithLogitsLoss(BCEWithLogitsLossOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    registerBuffer("weight", options.weight());
    registerBuffer("pos_weight", options.posWeight());
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    if (!Torch.isSameSize(input, target)) {
      throw invalidInput("Target size must be the same as input size", input, target);
    }
    return Tensor.wrap(
        torch.binary_cross_entropy_with_logits(
            input.unwrap(),
            target.unwrap(),
            optionalBuffer("weight"),
            optionalBuffer("pos_weight"),
            reduction.code()));
  }

  @Override
  protected String expectedInput() {
    return "[*] and a target of the same shape, floating-point";
  }
}
