package torch4j.nn.functional;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;

/** The part of {@link F} with the softmax functions. */
abstract class SoftmaxFunctions extends CheckedFunctions {
  private static final Scalar ONE = Unscoped.make(() -> new Scalar(1.0));

  SoftmaxFunctions() {}

  // The dimension that Python chooses if dim is None.
  private static long implicitDimension(Tensor input) {
    long dimensions = Require.nonNull(input, "input", "a tensor").dim();
    return dimensions == 0 || dimensions == 1 || dimensions == 3 ? 0 : 1;
  }

  /**
   * {@code exp(x)} divided by its sum. Same as {@code F.softmax(input)}: along dimension 0 for
   * inputs with 0, 1 or 3 dimensions, otherwise 1.
   */
  public static Tensor softmax(Tensor input) {
    return softmax(input, implicitDimension(input));
  }

  /** {@code exp(x)} divided by its sum along a dimension. Same as {@code F.softmax(input, dim)}. */
  public static Tensor softmax(Tensor input, long dim) {
    return checked(() -> Torch.softmax(input, dim), input);
  }

  /**
   * {@code exp(x)} divided by its sum along a dimension, computed in the given dtype, or in the
   * input's own for null. Same as {@code F.softmax(input, dim, dtype=dtype)}.
   */
  public static Tensor softmax(Tensor input, long dim, DType dtype) {
    return checked(() -> Torch.softmax(input, dim, dtype), input, dtype);
  }

  /**
   * The logarithm of the softmax. Same as {@code F.log_softmax(input)}: along dimension 0 for
   * inputs with 0, 1 or 3 dimensions, otherwise 1.
   */
  public static Tensor logSoftmax(Tensor input) {
    return logSoftmax(input, implicitDimension(input));
  }

  /** The logarithm of the softmax along a dimension. Same as {@code F.log_softmax(input, dim)}. */
  public static Tensor logSoftmax(Tensor input, long dim) {
    return checked(() -> Torch.logSoftmax(input, dim), input);
  }

  /**
   * The logarithm of the softmax along a dimension, computed in the given dtype, or in the input's
   * own for null. Same as {@code F.log_softmax(input, dim, dtype=dtype)}.
   */
  public static Tensor logSoftmax(Tensor input, long dim, DType dtype) {
    return checked(() -> Torch.logSoftmax(input, dim, dtype), input, dtype);
  }

  /**
   * The softmax of {@code -x}. Same as {@code F.softmin(input)}: along dimension 0 for inputs with
   * 0, 1 or 3 dimensions, otherwise 1.
   */
  public static Tensor softmin(Tensor input) {
    return softmin(input, implicitDimension(input));
  }

  /** The softmax of {@code -x} along a dimension. Same as {@code F.softmin(input, dim)}. */
  public static Tensor softmin(Tensor input, long dim) {
    return checked(() -> Torch.softmax(input.neg(), dim), input);
  }

  /**
   * The softmax of {@code -x} along a dimension, computed in the given dtype, or in the input's own
   * for null. Same as {@code F.softmin(input, dim, dtype=dtype)}.
   */
  public static Tensor softmin(Tensor input, long dim, DType dtype) {
    return checked(() -> Torch.softmax(input.neg(), dim, dtype), input, dtype);
  }

  /**
   * Samples from the Gumbel-Softmax distribution along the last dimension. Same as {@code
   * F.gumbel_softmax(logits)}.
   */
  public static Tensor gumbelSoftmax(Tensor logits) {
    return gumbelSoftmax(logits, 1, false, -1);
  }

  /**
   * Samples from the Gumbel-Softmax distribution along the last dimension. Same as {@code
   * F.gumbel_softmax(logits, tau, hard)}.
   */
  public static Tensor gumbelSoftmax(Tensor logits, double tau, boolean hard) {
    return gumbelSoftmax(logits, tau, hard, -1);
  }

  /**
   * Samples from the Gumbel-Softmax distribution. Same as {@code F.gumbel_softmax}; the same seed
   * gives the same samples.
   *
   * @param logits unnormalized log probabilities, {@code [*]}
   * @param tau the temperature
   * @param hard whether to return one-hot vectors, with the gradient of the soft samples
   */
  public static Tensor gumbelSoftmax(Tensor logits, double tau, boolean hard, long dim) {
    return checked(() -> drawGumbel(logits, tau, hard, dim), logits);
  }

  private static Tensor drawGumbel(Tensor logits, double tau, boolean hard, long dim) {
    Tensor noise = contiguousLike(logits).exponential_().log().neg();
    Tensor soft = Torch.softmax(logits.add(noise).div(tau), dim);
    if (!hard) {
      return soft;
    }
    Tensor largest = OwnedTensors.of(torch.max(soft.unwrap(), dim, true)).get(1);
    Tensor oneHot =
        Tensor.wrap(contiguousLike(logits).zero_().unwrap().scatter_(dim, largest.unwrap(), ONE));
    return oneHot.sub(soft.detach()).add(soft);
  }

  private static Tensor contiguousLike(Tensor tensor) {
    return Tensor.wrap(
        torch.empty(
            tensor.unwrap().sizes(), tensor.unwrap().options(), new MemoryFormatOptional()));
  }
}
