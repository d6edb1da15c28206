package torch4j.optim;

import java.util.List;
import torch4j.Tensor;

/** Adam, with weight decay as an L2 penalty. Same as {@code torch.optim.Adam}. */
public final class Adam extends Optimizer<AdamOptions> {
  /** PyTorch's defaults: learning rate 1e-3, no weight decay. */
  public static AdamOptions options() {
    return new AdamOptions(1e-3, 0.9, 0.999, 1e-8, 0, false, false);
  }

  /** Optimizes these parameters with PyTorch's defaults. */
  public Adam(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public Adam(List<Tensor> params, AdamOptions options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public Adam(AdamOptions options, Params<AdamOptions>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.ADAM;
  }
}
