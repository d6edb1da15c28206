package torch4j.nn;

import org.bytedeco.pytorch.Tensor;
import torch4j.nn.functional.CrossEntropyOptions;
import torch4j.nn.functional.F;

/**
 * The cross entropy between scores and classes. Same as {@code torch.nn.CrossEntropyLoss}: input
 * {@code [N, C]}, {@code [C]} or {@code [N, C, d1, ...]}; target the classes as int64, without the
 * dimension C, or class probabilities of the input's shape.
 */
public final class CrossEntropyLoss extends Loss {
  private final CrossEntropyOptions options;

  /** PyTorch's defaults. */
  public static CrossEntropyOptions options() {
    return CrossEntropyOptions.DEFAULT;
  }

  /** A loss with PyTorch's defaults. */
  public CrossEntropyLoss() {
    this(options());
  }

  /** A loss with all options. The weight becomes the buffer "weight". */
  public CrossEntropyLoss(CrossEntropyOptions options) {
    super(options.reduction());
    this.options = options.weight(registerBuffer("weight", options.weight()));
  }

  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return F.crossEntropy(input, target, options.weight(buffer("weight")));
  }

  @Override
  protected String expectedInput() {
    return "[N, C, ...] and classes [N, ...] int64 or probabilities of the input's shape";
  }
}
