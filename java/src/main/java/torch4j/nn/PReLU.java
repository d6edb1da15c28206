package torch4j.nn;

import org.bytedeco.pytorch.Scalar;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;

/**
 * {@code x} above 0, {@code weight * x} below, with one learnable weight for all channels or one
 * for each. Same as {@code torch.nn.PReLU}: input {@code [*]} with one weight, otherwise {@code [N,
 * numParameters, *]}, of the weight's dtype.
 */
public final class PReLU extends Module {
  private final long numParameters;
  private final double init;

  /** With one weight, initialized to 0.25. */
  public PReLU() {
    this(1);
  }

  /** With {@code numParameters} weights, initialized to 0.25. */
  public PReLU(long numParameters) {
    this(numParameters, 0.25);
  }

  /**
   * With {@code numParameters} weights, initialized to {@code init}.
   *
   * @throws IllegalArgumentException if {@code numParameters} is negative
   */
  public PReLU(long numParameters, double init) {
    this.numParameters = numParameters;
    this.init = init;
    registerParameter("weight", empty(numParameters));
    resetParameters();
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public void resetParameters() {
    try (var noGrad = Torch.noGrad();
        var value = new Scalar(init)) {
      weight().unwrap().fill_(value);
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    return Torch.prelu(input, weight());
  }

  /** The weight, {@code [numParameters]}. */
  public Tensor weight() {
    return parameter("weight");
  }

  @Override
  protected String expectedInput() {
    return (numParameters == 1 ? "[*] " : "[N, " + numParameters + ", *] ")
        + TensorDescription.dtype(weight());
  }

  @Override
  protected String extraRepr() {
    return "num_parameters=" + numParameters;
  }
}
