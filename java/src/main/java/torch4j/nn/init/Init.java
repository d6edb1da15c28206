package torch4j.nn.init;

import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;

/**
 * Fills tensors in place with first values. Same as {@code torch.nn.init}: the same seed draws the
 * same numbers. No method records gradients; each returns the tensor itself.
 */
public final class Init {
  private Init() {}

  /** Fills with numbers evenly spread from {@code low} to {@code high}. */
  public static Tensor uniform_(Tensor tensor, double low, double high) {
    try (var noGrad = Torch.noGrad()) {
      return tensor.uniform_(low, high, new org.bytedeco.pytorch.GeneratorOptional());
    }
  }

  /** Fills with ones. */
  public static Tensor ones_(Tensor tensor) {
    try (var noGrad = Torch.noGrad()) {
      return tensor.fill_(new org.bytedeco.pytorch.Scalar(1.0));
    }
  }

  /** Fills with zeros. */
  public static Tensor zeros_(Tensor tensor) {
    try (var noGrad = Torch.noGrad()) {
      return tensor.zero_();
    }
  }

  /** The number of inputs of each output: {@code _calculate_fan_in_and_fan_out(tensor)[0]}. */
  public static long fanIn(Tensor tensor) {
    if (tensor.dim() < 2) {
      throw new IllegalArgumentException(
          "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
    }
    long fan = tensor.size(1);
    for (long i = 2; i < tensor.dim(); i++) {
      fan *= tensor.size(i);
    }
    return fan;
  }

  /** What layers begin with: {@code kaiming_uniform_(tensor, a=math.sqrt(5))}. */
  public static Tensor kaimingUniform_(Tensor tensor, double a) {
    double gain = Math.sqrt(2.0 / (1 + a * a));
    double bound = Math.sqrt(3.0) * (gain / Math.sqrt((double) fanIn(tensor)));
    return uniform_(tensor, -bound, bound);
  }
}
