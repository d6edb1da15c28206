package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.MultiMarginLossOptions;

/**
 * The multi-class classification hinge loss (margin-based loss). Same as {@code
 * torch.nn.MultiMarginLoss}: input {@code [N, C]} or {@code [C]}; target class indices (int64),
 * {@code [N]} or a scalar.
 */
public final class MultiMarginLoss extends Loss {
  private final MultiMarginLossOptions options;

  /** PyTorch's defaults. */
  public static MultiMarginLossOptions options() {
    return MultiMarginLossOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public MultiMarginLoss() {
    this(options());
  }

  /** A loss with all options. The weight is registered as the buffer "weight". */
  public MultiMarginLoss(MultiMarginLossOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    this.options = options.weight(null);
    registerBuffer("weight", options.weight());
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.multiMarginLoss(input, target, options.weight(buffer("weight")));
  }

  @Override
  protected String expectedInput() {
    return "[N, C] or [C], floating-point, and classes [N] or [] int64";
  }
}
