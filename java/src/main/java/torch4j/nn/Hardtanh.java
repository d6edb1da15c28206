package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;
import torch4j.internal.Unscoped;

/**
 * {@code min(max(minVal, x), maxVal)}, elementwise. Same as {@code torch.nn.Hardtanh}: input and
 * output of any shape.
 */
public final class Hardtanh extends Activation {
  private final double minVal;
  private final double maxVal;
  private final Scalar min;
  private final Scalar max;

  /** With the linear region from -1 to 1. */
  public Hardtanh() {
    this(-1);
  }

  /** With the linear region from {@code minVal} to 1. */
  public Hardtanh(double minVal) {
    this(minVal, 1);
  }

  /** With the linear region from {@code minVal} to {@code maxVal}. */
  public Hardtanh(double minVal, double maxVal) {
    this(minVal, maxVal, false);
  }

  /**
   * Overwrites the input with the output if {@code inplace}.
   *
   * @throws IllegalArgumentException if {@code maxVal} is not greater than {@code minVal}
   */
  public Hardtanh(double minVal, double maxVal, boolean inplace) {
    super(inplace);
    if (maxVal <= minVal) {
      throw new IllegalArgumentException(
          "maxVal: got " + maxVal + ", expected more than minVal = " + minVal);
    }
    this.minVal = minVal;
    this.maxVal = maxVal;
    min = Unscoped.make(() -> new Scalar(minVal));
    max = Unscoped.make(() -> new Scalar(maxVal));
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(input, Tensor.wrap(torch.hardtanh_(input.unwrap(), min, max)))
        : Tensor.wrap(torch.hardtanh(input.unwrap(), min, max));
  }

  @Override
  protected String expectedInput() {
    return "[*] of a real dtype other than bool";
  }

  @Override
  String optionsRepr() {
    return "min_val=" + Repr.of(minVal) + ", max_val=" + Repr.of(maxVal);
  }
}
