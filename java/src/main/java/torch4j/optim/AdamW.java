package torch4j.optim;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/** Adam with decoupled weight decay. Same as {@code torch.optim.AdamW}. */
public final class AdamW extends Optimizer<AdamOptions> {
  /** PyTorch's defaults: learning rate 1e-3, weight decay 1e-2. */
  public static AdamOptions options() {
    return new AdamOptions(1e-3, 0.9, 0.999, 1e-8, 1e-2, false, false);
  }

  /** PyTorch's defaults for all parameters. */
  public AdamW(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public AdamW(List<Tensor> params, AdamOptions options) {
    super(options, Params.all(params));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public AdamW(AdamOptions options, Params<AdamOptions>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.ADAMW;
  }
}
