package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.F;
import torch4j.nn.functional.TripletMarginLossOptions;

/**
 * The triplet loss, which measures the relative similarity of an anchor to a positive and a
 * negative example. Same as {@code torch.nn.TripletMarginLoss}: three inputs {@code [N, D]} or
 * {@code [D]}.
 */
public final class TripletMarginLoss extends Loss {
  private final TripletMarginLossOptions options;

  /** PyTorch's defaults. */
  public static TripletMarginLossOptions options() {
    return TripletMarginLossOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public TripletMarginLoss() {
    this(options());
  }

  /** A loss with all options. */
  public TripletMarginLoss(TripletMarginLossOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    this.options = options;
  }

  @Override
  public Tensor forward(Tensor anchor, Tensor positive, Tensor negative) {
    return F.tripletMarginLoss(anchor, positive, negative, options);
  }

  @Override
  protected String expectedInput() {
    return "anchor, positive and negative of one shape [N, D] or [D], floating-point";
  }
}
