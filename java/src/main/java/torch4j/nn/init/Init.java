package torch4j.nn.init;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LazyTensor;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * Initializes tensors in place. Same as {@code torch.nn.init}: the same seed gives the same values.
 * The methods are not recorded by autograd; each returns its tensor, and throws {@link
 * IllegalArgumentException} if LibTorch refuses an argument.
 */
public final class Init extends PlainInit {
  private Init() {}

  /**
   * The fan in, the number of inputs of each output: {@code
   * _calculate_fan_in_and_fan_out(tensor)[0]}.
   *
   * @throws IllegalArgumentException if the tensor has fewer than 2 dimensions
   */
  public static long fanIn(Tensor tensor) {
    return fan(tensor, 1);
  }

  /**
   * The fan out, the number of outputs of each input: {@code
   * _calculate_fan_in_and_fan_out(tensor)[1]}.
   *
   * @throws IllegalArgumentException if the tensor has fewer than 2 dimensions
   */
  public static long fanOut(Tensor tensor) {
    return fan(tensor, 0);
  }

  private static long fan(Tensor tensor, long channels) {
    requireDimensions(
        tensor,
        2,
        Long.MAX_VALUE,
        "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
    return Arrays.stream(tensor.shape()).skip(2).reduce(tensor.size(channels), (a, b) -> a * b);
  }

  /**
   * Fills with Xavier uniform values (Glorot and Bengio, 2010). Same as {@code
   * xavier_uniform_(tensor)}.
   */
  public static Tensor xavierUniform_(Tensor tensor) {
    return xavierUniform_(tensor, 1);
  }

  /**
   * Fills with Xavier uniform values (Glorot and Bengio, 2010). Same as {@code
   * xavier_uniform_(tensor, gain)}.
   *
   * @throws IllegalArgumentException if the tensor has fewer than 2 dimensions
   */
  public static Tensor xavierUniform_(Tensor tensor, double gain) {
    double bound = Math.sqrt(3.0) * xavierStd(tensor, gain);
    return uniform_(tensor, -bound, bound);
  }

  /**
   * Fills with Xavier normal values (Glorot and Bengio, 2010). Same as {@code
   * xavier_normal_(tensor)}.
   */
  public static Tensor xavierNormal_(Tensor tensor) {
    return xavierNormal_(tensor, 1);
  }

  /**
   * Fills with Xavier normal values (Glorot and Bengio, 2010). Same as {@code
   * xavier_normal_(tensor, gain)}.
   *
   * @throws IllegalArgumentException if the tensor has fewer than 2 dimensions
   */
  public static Tensor xavierNormal_(Tensor tensor, double gain) {
    return normal_(tensor, 0, xavierStd(tensor, gain));
  }

  private static double xavierStd(Tensor tensor, double gain) {
    long fans = fanIn(tensor) + fanOut(tensor);
    if (fans == 0) {
      throw new IllegalArgumentException(
          "tensor: got " + TensorDescription.of(tensor) + ", expected a non-empty tensor");
    }
    return gain * Math.sqrt(2.0 / fans);
  }

  /**
   * Fills with Kaiming uniform values (He et al., 2015). Same as {@code kaiming_uniform_(tensor)}.
   */
  public static Tensor kaimingUniform_(Tensor tensor) {
    return kaimingUniform_(tensor, 0);
  }

  /**
   * Fills with Kaiming uniform values (He et al., 2015). Same as {@code kaiming_uniform_(tensor,
   * a)}.
   */
  public static Tensor kaimingUniform_(Tensor tensor, double a) {
    return kaimingUniform_(tensor, a, FanMode.FAN_IN, Nonlinearity.LEAKY_RELU);
  }

  /**
   * Fills with Kaiming uniform values (He et al., 2015). Same as {@code kaiming_uniform_(tensor, a,
   * mode, nonlinearity)}. A tensor without elements is not changed.
   *
   * @param a the negative slope of the rectifier used after this layer (only used with leaky_relu)
   * @throws IllegalArgumentException if the tensor has fewer than 2 dimensions
   */
  public static Tensor kaimingUniform_(
      Tensor tensor, double a, FanMode mode, Nonlinearity nonlinearity) {
    Require.nonNull(tensor, "tensor", "a tensor");
    Require.nonNull(mode, "mode", "a fan mode");
    Require.nonNull(nonlinearity, "nonlinearity", "a nonlinearity");
    if (LazyTensor.requireInitialized("tensor", tensor).numel() == 0) {
      return tensor;
    }
    double bound = Math.sqrt(3.0) * kaimingStd(tensor, a, mode, nonlinearity);
    return uniform_(tensor, -bound, bound);
  }

  /**
   * Fills with Kaiming normal values (He et al., 2015). Same as {@code kaiming_normal_(tensor)}.
   */
  public static Tensor kaimingNormal_(Tensor tensor) {
    return kaimingNormal_(tensor, 0);
  }

  /**
   * Fills with Kaiming normal values (He et al., 2015). Same as {@code kaiming_normal_(tensor, a)}.
   */
  public static Tensor kaimingNormal_(Tensor tensor, double a) {
    return kaimingNormal_(tensor, a, FanMode.FAN_IN, Nonlinearity.LEAKY_RELU);
  }

  /**
   * Fills with Kaiming normal values (He et al., 2015). Same as {@code kaiming_normal_(tensor, a,
   * mode, nonlinearity)}. A tensor without elements is not changed.
   *
   * @param a the negative slope of the rectifier used after this layer (only used with leaky_relu)
   * @throws IllegalArgumentException if the tensor has fewer than 2 dimensions
   */
  public static Tensor kaimingNormal_(
      Tensor tensor, double a, FanMode mode, Nonlinearity nonlinearity) {
    Require.nonNull(tensor, "tensor", "a tensor");
    Require.nonNull(mode, "mode", "a fan mode");
    Require.nonNull(nonlinearity, "nonlinearity", "a nonlinearity");
    return LazyTensor.requireInitialized("tensor", tensor).numel() == 0
        ? tensor
        : normal_(tensor, 0, kaimingStd(tensor, a, mode, nonlinearity));
  }

  private static double kaimingStd(
      Tensor tensor, double a, FanMode mode, Nonlinearity nonlinearity) {
    long fan = mode == FanMode.FAN_IN ? fanIn(tensor) : fanOut(tensor);
    return calculateGain(nonlinearity, a) / Math.sqrt((double) fan);
  }

  /** Fills with a (semi) orthogonal matrix. Same as {@code orthogonal_(tensor)}. */
  public static Tensor orthogonal_(Tensor tensor) {
    return orthogonal_(tensor, 1);
  }

  /**
   * Fills with a (semi) orthogonal matrix scaled by {@code gain}; the trailing dimensions are
   * flattened. Same as {@code orthogonal_(tensor, gain)}.
   *
   * @throws IllegalArgumentException if the tensor has fewer than 2 dimensions
   */
  public static Tensor orthogonal_(Tensor tensor, double gain) {
    requireDimensions(
        tensor, 2, Long.MAX_VALUE, "Only tensors with 2 or more dimensions are supported");
    return tensor.numel() == 0 ? tensor : fill(tensor, it -> fillOrthogonal(it, gain));
  }

  private static void fillOrthogonal(Tensor tensor, double gain) {
    long rows = tensor.size(0);
    long columns = tensor.numel() / rows;
    Tensor drawn = tensor.newEmpty(rows, columns).normal_();
    List<Tensor> factors =
        OwnedTensors.of(torch.linalg_qr((rows < columns ? drawn.t() : drawn).unwrap()));
    // Makes the matrices uniformly distributed: https://arxiv.org/abs/math-ph/0609050
    Tensor q = factors.get(0).mul_(factors.get(1).diag().sign());
    tensor.copy_((rows < columns ? q.t() : q).viewAs(tensor)).mul_(gain);
  }

  /** Fills a 2D tensor as a sparse matrix. Same as {@code sparse_(tensor, sparsity)}. */
  public static Tensor sparse_(Tensor tensor, double sparsity) {
    return sparse_(tensor, sparsity, 0.01);
  }

  /**
   * Fills a 2D tensor as a sparse matrix: the non-zero elements are drawn from the normal
   * distribution, and {@code sparsity} is the fraction of elements in each column to be set to
   * zero. Same as {@code sparse_(tensor, sparsity, std)}.
   *
   * @throws IllegalArgumentException if the tensor is not 2D
   */
  public static Tensor sparse_(Tensor tensor, double sparsity, double std) {
    requireDimensions(tensor, 2, 2, "Only tensors with 2 dimensions are supported");
    long rows = tensor.size(0);
    long zeros = Math.min(rows, (long) Math.ceil(sparsity * rows));
    // As a Python slice: a negative number counts from the end.
    long count = zeros < 0 ? Math.max(0, rows + zeros) : zeros;
    return fill(
        tensor,
        it -> {
          it.normal_(0, std, null);
          for (long column = 0; column < it.size(1); column++) {
            Tensor chosen = Torch.randperm(rows).narrow(0, 0, count);
            it.select(1, column).indexFill_(0, chosen, 0);
          }
        });
  }
}
