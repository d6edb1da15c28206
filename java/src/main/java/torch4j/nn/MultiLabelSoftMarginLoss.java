package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.WeightedLossOptions;

/**
 * The multi-label one-versus-all loss based on max-entropy, averaged over the classes. Same as
 * {@code torch.nn.MultiLabelSoftMarginLoss}: input {@code [*, C]}, and a target of its shape with
 * the values 0 and 1.
 */
public final class MultiLabelSoftMarginLoss extends Loss {

  /** PyTorch's defaults. */
  public static WeightedLossOptions options() {
    return WeightedLossOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public MultiLabelSoftMarginLoss() {
    this(options());
  }

  /** A loss with all options. The weight is registered as the buffer "weight". */
  public MultiLabelSoftMarginLoss(WeightedLossOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    registerBuffer("weight", options.weight());
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.multilabelSoftMarginLoss(
        input, target, new WeightedLossOptions(buffer("weight"), reduction));
  }

  @Override
  protected String expectedInput() {
    return "[*, C] and a target of the same shape, floating-point";
  }
}
