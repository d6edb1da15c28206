package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.NLLLossOptions;

/**
 * The negative log likelihood loss, for classification. Same as {@code torch.nn.NLLLoss}: input
 * {@code [N, C]}, {@code [C]} or {@code [N, C, d1, ...]}, log probabilities; target class indices
 * (int64) without the dimension C.
 */
public final class NLLLoss extends Loss {
  private final long ignoreIndex;

  /** PyTorch's defaults. */
  public static NLLLossOptions options() {
    return NLLLossOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public NLLLoss() {
    this(options());
  }

  /** A loss with all options. The weight is registered as the buffer "weight". */
  public NLLLoss(NLLLossOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    registerBuffer("weight", options.weight());
    ignoreIndex = options.ignoreIndex();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Tensor.wrap(
        torch.nll_loss_nd(
            input.unwrap(),
            target.unwrap(),
            optionalBuffer("weight"),
            reduction.code(),
            ignoreIndex));
  }

  @Override
  protected String expectedInput() {
    return "log probabilities [N, C, ...] or [C] and classes [N, ...] or [] int64";
  }
}
