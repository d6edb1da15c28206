package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.CrossEntropyOptions;

/**
 * The cross entropy loss between input logits and target. Same as {@code
 * torch.nn.CrossEntropyLoss}: input {@code [N, C]}, {@code [C]} or {@code [N, C, d1, ...]}; target
 * class indices (int64) without the dimension C, or class probabilities of the input's shape.
 */
public final class CrossEntropyLoss extends Loss {
  private final long ignoreIndex;
  private final double labelSmoothing;

  /** PyTorch's defaults. */
  public static CrossEntropyOptions options() {
    return CrossEntropyOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public CrossEntropyLoss() {
    this(options());
  }

  /** A loss with all options. The weight is registered as the buffer "weight". */
  public CrossEntropyLoss(CrossEntropyOptions options) {
    super(Require.nonNull(options, "options", "options").reduction());
    registerBuffer("weight", options.weight());
    ignoreIndex = options.ignoreIndex();
    labelSmoothing = options.labelSmoothing();
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Tensor.wrap(
        torch.cross_entropy_loss(
            input.unwrap(),
            target.unwrap(),
            optionalBuffer("weight"),
            reduction.code(),
            ignoreIndex,
            labelSmoothing));
  }

  @Override
  protected String expectedInput() {
    return "[N, C, ...] and classes [N, ...] int64 or probabilities of the input's shape";
  }
}
