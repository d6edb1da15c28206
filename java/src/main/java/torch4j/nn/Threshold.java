package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.InPlace;
import torch4j.internal.Unscoped;

/**
 * {@code x} where {@code x > threshold}, otherwise {@code value}, elementwise. Same as {@code
 * torch.nn.Threshold}: input and output of any shape.
 */
public final class Threshold extends Activation {
  private final double threshold;
  private final double value;
  private final Scalar thresholdScalar;
  private final Scalar valueScalar;

  /** Writes the output to a new tensor. */
  public Threshold(double threshold, double value) {
    this(threshold, value, false);
  }

  /**
   * Overwrites the input with the output if {@code inplace}.
   *
   * @param threshold the value to threshold at
   * @param value the value to replace with
   */
  public Threshold(double threshold, double value, boolean inplace) {
    super(inplace);
    this.threshold = threshold;
    this.value = value;
    thresholdScalar = Unscoped.make(() -> new Scalar(threshold));
    valueScalar = Unscoped.make(() -> new Scalar(value));
  }

  @Override
  public Tensor forward(Tensor input) {
    return inplace
        ? InPlace.returnInput(
            input, Tensor.wrap(torch.threshold_(input.unwrap(), thresholdScalar, valueScalar)))
        : Tensor.wrap(torch.threshold(input.unwrap(), thresholdScalar, valueScalar));
  }

  @Override
  protected String expectedInput() {
    return "[*] of a real dtype other than bool";
  }

  @Override
  String optionsRepr() {
    return "threshold=" + Repr.of(threshold) + ", value=" + Repr.of(value);
  }
}
