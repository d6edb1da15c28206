package torch4j.nn.functional;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.InPlace;

/** The part of {@link F} with the piecewise linear activations. */
abstract class ActivationFunctions extends SmoothActivationFunctions {
  ActivationFunctions() {}

  /** {@code max(0, x)}. Same as {@code F.relu}. */
  public static Tensor relu(Tensor input) {
    return checked(() -> Torch.relu(input), input);
  }

  /**
   * {@code max(0, x)}. Same as {@code F.relu(input, inplace)}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor relu(Tensor input, boolean inplace) {
    return checked(
        () -> inplace ? InPlace.returnInput(input, Torch.relu_(input)) : Torch.relu(input), input);
  }

  /** {@code max(0, x)}, in-place. Same as {@code F.relu_}. */
  public static Tensor relu_(Tensor input) {
    return checked(() -> InPlace.returnInput(input, Torch.relu_(input)), input);
  }

  /** {@code min(max(0, x), 6)}. Same as {@code F.relu6}. */
  public static Tensor relu6(Tensor input) {
    return checked(() -> Tensor.wrap(torch.relu6(input.unwrap())), input);
  }

  /**
   * {@code min(max(0, x), 6)}. Same as {@code F.relu6(input, inplace)}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor relu6(Tensor input, boolean inplace) {
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Tensor.wrap(torch.relu6_(input.unwrap())))
                : Tensor.wrap(torch.relu6(input.unwrap())),
        input);
  }

  /** {@code min(max(0, x + 3), 6) / 6}. Same as {@code F.hardsigmoid}. */
  public static Tensor hardsigmoid(Tensor input) {
    return checked(() -> Tensor.wrap(torch.hardsigmoid(input.unwrap())), input);
  }

  /**
   * {@code min(max(0, x + 3), 6) / 6}. Same as {@code F.hardsigmoid(input, inplace)}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor hardsigmoid(Tensor input, boolean inplace) {
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Tensor.wrap(torch.hardsigmoid_(input.unwrap())))
                : Tensor.wrap(torch.hardsigmoid(input.unwrap())),
        input);
  }

  /** {@code x * min(max(0, x + 3), 6) / 6}. Same as {@code F.hardswish}. */
  public static Tensor hardswish(Tensor input) {
    return checked(() -> Tensor.wrap(torch.hardswish(input.unwrap())), input);
  }

  /**
   * {@code x * min(max(0, x + 3), 6) / 6}. Same as {@code F.hardswish(input, inplace)}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor hardswish(Tensor input, boolean inplace) {
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Tensor.wrap(torch.hardswish_(input.unwrap())))
                : Tensor.wrap(torch.hardswish(input.unwrap())),
        input);
  }

  /** {@code x} above 0, {@code negativeSlope * x} below. Same as {@code F.leaky_relu(input)}. */
  public static Tensor leakyRelu(Tensor input) {
    return checked(() -> Tensor.wrap(torch.leaky_relu(input.unwrap())), input);
  }

  /** {@code x} above 0, {@code negativeSlope * x} below. Same as {@code F.leaky_relu}. */
  public static Tensor leakyRelu(Tensor input, double negativeSlope) {
    return leakyRelu(input, negativeSlope, false);
  }

  /**
   * {@code x} above 0, {@code negativeSlope * x} below. Same as {@code F.leaky_relu}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor leakyRelu(Tensor input, double negativeSlope, boolean inplace) {
    var scalar = new Scalar(negativeSlope);
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Tensor.wrap(torch.leaky_relu_(input.unwrap(), scalar)))
                : Tensor.wrap(torch.leaky_relu(input.unwrap(), scalar)),
        input);
  }

  /**
   * {@code x} above 0, {@code negativeSlope * x} below, in-place. Same as {@code F.leaky_relu_}.
   */
  public static Tensor leakyRelu_(Tensor input, double negativeSlope) {
    return leakyRelu(input, negativeSlope, true);
  }

  /**
   * {@code x} where {@code x > threshold}, otherwise {@code value}. Same as {@code F.threshold}.
   */
  public static Tensor threshold(Tensor input, double threshold, double value) {
    return threshold(input, threshold, value, false);
  }

  /**
   * {@code x} where {@code x > threshold}, otherwise {@code value}. Same as {@code F.threshold}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor threshold(Tensor input, double threshold, double value, boolean inplace) {
    var above = new Scalar(threshold);
    var other = new Scalar(value);
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(
                    input, Tensor.wrap(torch.threshold_(input.unwrap(), above, other)))
                : Tensor.wrap(torch.threshold(input.unwrap(), above, other)),
        input);
  }

  /**
   * {@code x} where {@code x > threshold}, otherwise {@code value}, in-place. Same as {@code
   * F.threshold_}.
   */
  public static Tensor threshold_(Tensor input, double threshold, double value) {
    return threshold(input, threshold, value, true);
  }

  /** {@code min(max(-1, x), 1)}. Same as {@code F.hardtanh(input)}. */
  public static Tensor hardtanh(Tensor input) {
    return checked(() -> Tensor.wrap(torch.hardtanh(input.unwrap())), input);
  }

  /** {@code min(max(minVal, x), maxVal)}. Same as {@code F.hardtanh}. */
  public static Tensor hardtanh(Tensor input, double minVal, double maxVal) {
    return hardtanh(input, minVal, maxVal, false);
  }

  /**
   * {@code min(max(minVal, x), maxVal)}. Same as {@code F.hardtanh}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   * @throws IllegalArgumentException if {@code minVal} is greater than {@code maxVal}
   */
  public static Tensor hardtanh(Tensor input, double minVal, double maxVal, boolean inplace) {
    if (minVal > maxVal) {
      throw new IllegalArgumentException(
          "minVal: got " + minVal + ", expected no more than maxVal = " + maxVal);
    }
    var min = new Scalar(minVal);
    var max = new Scalar(maxVal);
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Tensor.wrap(torch.hardtanh_(input.unwrap(), min, max)))
                : Tensor.wrap(torch.hardtanh(input.unwrap(), min, max)),
        input);
  }

  /** {@code min(max(minVal, x), maxVal)}, in-place. Same as {@code F.hardtanh_}. */
  public static Tensor hardtanh_(Tensor input, double minVal, double maxVal) {
    return hardtanh(input, minVal, maxVal, true);
  }

  /**
   * {@code x} above 0, {@code weight * x} below. Same as {@code F.prelu}.
   *
   * @param weight one weight, or one for each channel, {@code [C]}
   */
  public static Tensor prelu(Tensor input, Tensor weight) {
    return checked(() -> Torch.prelu(input, weight), input, weight);
  }

  /**
   * {@code x} above 0, {@code a * x} below, with the mean {@code a} of 1/8 and 1/3. Same as {@code
   * F.rrelu(input)}.
   */
  public static Tensor rrelu(Tensor input) {
    return checked(() -> Torch.rrelu(input), input);
  }

  /**
   * {@code x} above 0, {@code a * x} below, with a random {@code a} if {@code training}. Same as
   * {@code F.rrelu}.
   */
  public static Tensor rrelu(Tensor input, double lower, double upper, boolean training) {
    return rrelu(input, lower, upper, training, false);
  }

  /**
   * {@code x} above 0, {@code a * x} below, with {@code a} sampled uniformly between {@code lower}
   * and {@code upper} for each element if {@code training}, otherwise their mean. Same as {@code
   * F.rrelu}.
   *
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   */
  public static Tensor rrelu(
      Tensor input, double lower, double upper, boolean training, boolean inplace) {
    var least = new Scalar(lower);
    var most = new Scalar(upper);
    var generator = new GeneratorOptional();
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(
                    input,
                    Tensor.wrap(torch.rrelu_(input.unwrap(), least, most, training, generator)))
                : Tensor.wrap(torch.rrelu(input.unwrap(), least, most, training, generator)),
        input);
  }

  /** {@code x} above 0, {@code a * x} below, in-place. Same as {@code F.rrelu_}. */
  public static Tensor rrelu_(Tensor input, double lower, double upper, boolean training) {
    return rrelu(input, lower, upper, training, true);
  }
}
