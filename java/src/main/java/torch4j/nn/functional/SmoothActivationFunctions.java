package torch4j.nn.functional;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.InPlace;
import torch4j.internal.Unscoped;

/** The part of {@link F} with the smooth and the shrinkage activations. */
abstract class SmoothActivationFunctions extends SoftmaxFunctions {
  private static final Scalar ONE = Unscoped.make(() -> new Scalar(1));

  SmoothActivationFunctions() {}

  /** {@code 1 / (1 + exp(-x))}. Same as {@code F.sigmoid}. */
  public static Tensor sigmoid(Tensor input) {
    return checked(() -> Torch.sigmoid(input), input);
  }

  /** The hyperbolic tangent. Same as {@code F.tanh}. */
  public static Tensor tanh(Tensor input) {
    return checked(() -> Torch.tanh(input), input);
  }

  /** {@code log(1 / (1 + exp(-x)))}. Same as {@code F.logsigmoid}. */
  public static Tensor logsigmoid(Tensor input) {
    return checked(() -> Tensor.wrap(torch.log_sigmoid(input.unwrap())), input);
  }

  /** {@code x / (1 + |x|)}. Same as {@code F.softsign}. */
  public static Tensor softsign(Tensor input) {
    return checked(() -> input.div(Tensor.wrap(input.abs().unwrap().add(ONE))), input);
  }

  /** {@code x - tanh(x)}. Same as {@code F.tanhshrink}. */
  public static Tensor tanhshrink(Tensor input) {
    return checked(() -> input.sub(input.tanh()), input);
  }

  /** The hard shrinkage function with {@code lambd} 0.5. Same as {@code F.hardshrink(input)}. */
  public static Tensor hardshrink(Tensor input) {
    return checked(() -> Torch.hardshrink(input), input);
  }

  /** {@code x}, or 0 between {@code -lambd} and {@code lambd}. Same as {@code F.hardshrink}. */
  public static Tensor hardshrink(Tensor input, double lambd) {
    return checked(() -> Torch.hardshrink(input, lambd), input);
  }

  /** The soft shrinkage function with {@code lambd} 0.5. Same as {@code F.softshrink(input)}. */
  public static Tensor softshrink(Tensor input) {
    return checked(() -> Tensor.wrap(torch.softshrink(input.unwrap())), input);
  }

  /**
   * {@code x - lambd} where {@code x > lambd}, {@code x + lambd} where {@code x < -lambd},
   * otherwise 0. Same as {@code F.softshrink}.
   */
  public static Tensor softshrink(Tensor input, double lambd) {
    return checked(() -> Tensor.wrap(torch.softshrink(input.unwrap(), new Scalar(lambd))), input);
  }

  /** {@code log(1 + exp(x))}. Same as {@code F.softplus(input)}. */
  public static Tensor softplus(Tensor input) {
    return checked(() -> Tensor.wrap(torch.softplus(input.unwrap())), input);
  }

  /** {@code log(1 + exp(beta * x)) / beta}. Same as {@code F.softplus(input, beta)}. */
  public static Tensor softplus(Tensor input, double beta) {
    return softplus(input, beta, 20);
  }

  /**
   * {@code log(1 + exp(beta * x)) / beta}. Same as {@code F.softplus}.
   *
   * @param threshold the value of {@code beta * x} above which the function is linear, {@code x}
   */
  public static Tensor softplus(Tensor input, double beta, double threshold) {
    return checked(
        () -> Tensor.wrap(torch.softplus(input.unwrap(), new Scalar(beta), new Scalar(threshold))),
        input);
  }

  /**
   * {@code x * Φ(x)} with the cumulative distribution function Φ of the standard normal
   * distribution. Same as {@code F.gelu(input)}.
   */
  public static Tensor gelu(Tensor input) {
    return checked(() -> Tensor.wrap(torch.gelu(input.unwrap())), input);
  }

  /**
   * {@code x * Φ(x)} with the cumulative distribution function Φ of the standard normal
   * distribution. Same as {@code F.gelu}.
   */
  public static Tensor gelu(Tensor input, GELUApproximation approximate) {
    return checked(
        () ->
            approximate == GELUApproximation.NONE
                ? Tensor.wrap(torch.gelu(input.unwrap()))
                : Tensor.wrap(torch.gelu(input.unwrap(), approximate.toString())),
        input,
        approximate);
  }

  /**
   * {@code a * sigmoid(b)}, where a and b are the halves of the input along the last dimension.
   * Same as {@code F.glu(input)}.
   */
  public static Tensor glu(Tensor input) {
    return checked(() -> Tensor.wrap(torch.glu(input.unwrap())), input);
  }

  /**
   * {@code a * sigmoid(b)}, where a and b are the halves of the input along a dimension. Same as
   * {@code F.glu}.
   */
  public static Tensor glu(Tensor input, long dim) {
    return checked(() -> Tensor.wrap(torch.glu(input.unwrap(), dim)), input);
  }

  /** {@code x * sigmoid(x)}. Same as {@code F.silu}. */
  public static Tensor silu(Tensor input) {
    return checked(() -> Tensor.wrap(torch.silu(input.unwrap())), input);
  }

  /**
   * {@code x * sigmoid(x)}. Same as {@code F.silu(input, inplace)}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor silu(Tensor input, boolean inplace) {
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Tensor.wrap(torch.silu_(input.unwrap())))
                : Tensor.wrap(torch.silu(input.unwrap())),
        input);
  }

  /** {@code x * tanh(softplus(x))}. Same as {@code F.mish}. */
  public static Tensor mish(Tensor input) {
    return checked(() -> Tensor.wrap(torch.mish(input.unwrap())), input);
  }

  /**
   * {@code x * tanh(softplus(x))}. Same as {@code F.mish(input, inplace)}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor mish(Tensor input, boolean inplace) {
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Tensor.wrap(torch.mish_(input.unwrap())))
                : Tensor.wrap(torch.mish(input.unwrap())),
        input);
  }

  /** The scaled exponential linear unit. Same as {@code F.selu}. */
  public static Tensor selu(Tensor input) {
    return checked(() -> Torch.selu(input), input);
  }

  /**
   * The scaled exponential linear unit. Same as {@code F.selu(input, inplace)}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor selu(Tensor input, boolean inplace) {
    return checked(
        () -> inplace ? InPlace.returnInput(input, Torch.selu_(input)) : Torch.selu(input), input);
  }

  /** The scaled exponential linear unit, in-place. Same as {@code F.selu_}. */
  public static Tensor selu_(Tensor input) {
    return checked(() -> InPlace.returnInput(input, Torch.selu_(input)), input);
  }

  /** {@code x} above 0, {@code alpha * (exp(x) - 1)} below. Same as {@code F.elu(input)}. */
  public static Tensor elu(Tensor input) {
    return checked(() -> Tensor.wrap(torch.elu(input.unwrap())), input);
  }

  /** {@code x} above 0, {@code alpha * (exp(x) - 1)} below. Same as {@code F.elu}. */
  public static Tensor elu(Tensor input, double alpha) {
    return elu(input, alpha, false);
  }

  /**
   * {@code x} above 0, {@code alpha * (exp(x) - 1)} below. Same as {@code F.elu}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor elu(Tensor input, double alpha, boolean inplace) {
    var scalar = new Scalar(alpha);
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(
                    input, Tensor.wrap(torch.elu_(input.unwrap(), scalar, ONE, ONE)))
                : Tensor.wrap(torch.elu(input.unwrap(), scalar, ONE, ONE)),
        input);
  }

  /** {@code x} above 0, {@code alpha * (exp(x) - 1)} below, in-place. Same as {@code F.elu_}. */
  public static Tensor elu_(Tensor input, double alpha) {
    return elu(input, alpha, true);
  }

  /** {@code max(0, x) + min(0, alpha * (exp(x / alpha) - 1))}. Same as {@code F.celu(input)}. */
  public static Tensor celu(Tensor input) {
    return checked(() -> Torch.celu(input), input);
  }

  /** {@code max(0, x) + min(0, alpha * (exp(x / alpha) - 1))}. Same as {@code F.celu}. */
  public static Tensor celu(Tensor input, double alpha) {
    return celu(input, alpha, false);
  }

  /**
   * {@code max(0, x) + min(0, alpha * (exp(x / alpha) - 1))}. Same as {@code F.celu}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor celu(Tensor input, double alpha, boolean inplace) {
    var scalar = new Scalar(alpha);
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Tensor.wrap(torch.celu_(input.unwrap(), scalar)))
                : Tensor.wrap(torch.celu(input.unwrap(), scalar)),
        input);
  }

  /**
   * {@code max(0, x) + min(0, alpha * (exp(x / alpha) - 1))}, in-place. Same as {@code F.celu_}.
   */
  public static Tensor celu_(Tensor input, double alpha) {
    return celu(input, alpha, true);
  }
}
