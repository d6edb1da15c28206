package torch4j.optim;

import java.util.List;
import torch4j.Tensor;

/** Adam with decoupled weight decay. Same as {@code torch.optim.AdamW}. */
public final class AdamW extends Optimizer<AdamOptions> {
  /** PyTorch's defaults: learning rate 1e-3, weight decay 1e-2. */
  public static AdamOptions options() {
    return new AdamOptions(1e-3, 0.9, 0.999, 1e-8, 1e-2, false, false);
  }

  /** Optimizes these parameters with PyTorch's defaults. */
  public AdamW(List<Tensor> params) {
    this(params, options());
  }

  /** Optimizes these parameters with the given options. */
  public AdamW(List<Tensor> params, AdamOptions options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public AdamW(AdamOptions options, Params<AdamOptions>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.ADAMW;
  }
}
