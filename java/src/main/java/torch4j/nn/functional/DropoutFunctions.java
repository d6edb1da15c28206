package torch4j.nn.functional;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.InPlace;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/** The part of {@link F} with the dropout functions. */
abstract class DropoutFunctions extends LinearFunctions {
  DropoutFunctions() {}

  /** Zeroes elements with probability 0.5. Same as {@code F.dropout(input)}. */
  public static Tensor dropout(Tensor input) {
    return dropout(input, 0.5, true, false);
  }

  /** Zeroes elements with probability {@code p}. Same as {@code F.dropout(input, p, training)}. */
  public static Tensor dropout(Tensor input, double p, boolean training) {
    return dropout(input, p, training, false);
  }

  /**
   * Zeroes elements with probability {@code p} and scales the others by {@code 1 / (1 - p)}. Same
   * as {@code F.dropout}; the same seed gives the same mask.
   *
   * @param training whether to apply dropout
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public static Tensor dropout(Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Torch.dropout_(input, p, training))
                : Torch.dropout(input, p, training),
        input);
  }

  /** Zeroes channels with probability 0.5. Same as {@code F.dropout1d(input)}. */
  public static Tensor dropout1d(Tensor input) {
    return dropout1d(input, 0.5, true, false);
  }

  /**
   * Zeroes channels with probability {@code p}. Same as {@code F.dropout1d(input, p, training)}.
   */
  public static Tensor dropout1d(Tensor input, double p, boolean training) {
    return dropout1d(input, p, training, false);
  }

  /**
   * Zeroes entire channels with probability {@code p} and scales the others. Same as {@code
   * F.dropout1d}; the same seed gives the same mask.
   *
   * @param input {@code [N, C, L]} or {@code [C, L]}
   * @param training whether to apply dropout
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1, or the input is not 2D or
   *     3D
   */
  public static Tensor dropout1d(Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    if (Require.nonNull(input, "input", "a tensor").dim() != 2 && input.dim() != 3) {
      throw new IllegalArgumentException(
          "input: got " + TensorDescription.of(input) + ", expected 2D or 3D");
    }
    return checked(() -> channels(input, p, training, inplace, input.dim() == 2), input);
  }

  /** Zeroes channels with probability 0.5. Same as {@code F.dropout2d(input)}. */
  public static Tensor dropout2d(Tensor input) {
    return dropout2d(input, 0.5, true, false);
  }

  /**
   * Zeroes channels with probability {@code p}. Same as {@code F.dropout2d(input, p, training)}.
   */
  public static Tensor dropout2d(Tensor input, double p, boolean training) {
    return dropout2d(input, p, training, false);
  }

  /**
   * Zeroes entire channels with probability {@code p} and scales the others. Same as {@code
   * F.dropout2d}; the same seed gives the same mask.
   *
   * @param input {@code [N, C, H, W]}, or {@code [N, C, L]} as in Python
   * @param training whether to apply dropout
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public static Tensor dropout2d(Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    return checked(() -> channels(input, p, training, inplace, false), input);
  }

  /** Zeroes channels with probability 0.5. Same as {@code F.dropout3d(input)}. */
  public static Tensor dropout3d(Tensor input) {
    return dropout3d(input, 0.5, true, false);
  }

  /**
   * Zeroes channels with probability {@code p}. Same as {@code F.dropout3d(input, p, training)}.
   */
  public static Tensor dropout3d(Tensor input, double p, boolean training) {
    return dropout3d(input, p, training, false);
  }

  /**
   * Zeroes entire channels with probability {@code p} and scales the others. Same as {@code
   * F.dropout3d}; the same seed gives the same mask.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}
   * @param training whether to apply dropout
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public static Tensor dropout3d(Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    return checked(() -> channels(input, p, training, inplace, input.dim() != 5), input);
  }

  /**
   * Returns the input, because {@code training} is false by default in Python. Same as {@code
   * F.alpha_dropout(input)}.
   */
  public static Tensor alphaDropout(Tensor input) {
    return alphaDropout(input, 0.5, false, false);
  }

  /**
   * Drops elements with probability {@code p}. Same as {@code F.alpha_dropout(input, p, training)}.
   */
  public static Tensor alphaDropout(Tensor input, double p, boolean training) {
    return alphaDropout(input, p, training, false);
  }

  /**
   * Sets elements to the negative saturation value of SELU with probability {@code p}, and
   * maintains the mean and variance. Same as {@code F.alpha_dropout}; the same seed gives the same
   * mask.
   *
   * @param training whether to apply dropout
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public static Tensor alphaDropout(Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Torch.alphaDropout_(input, p, training))
                : Torch.alphaDropout(input, p, training),
        input);
  }

  /**
   * Returns the input, because {@code training} is false by default in Python. Same as {@code
   * F.feature_alpha_dropout(input)}.
   */
  public static Tensor featureAlphaDropout(Tensor input) {
    return featureAlphaDropout(input, 0.5, false, false);
  }

  /**
   * Drops channels with probability {@code p}. Same as {@code F.feature_alpha_dropout(input, p,
   * training)}.
   */
  public static Tensor featureAlphaDropout(Tensor input, double p, boolean training) {
    return featureAlphaDropout(input, p, training, false);
  }

  /**
   * Sets entire channels to the negative saturation value of SELU with probability {@code p}, and
   * maintains the mean and variance. Same as {@code F.feature_alpha_dropout}; the same seed gives
   * the same mask.
   *
   * @param input {@code [N, C, ...]}
   * @param training whether to apply dropout
   * @param inplace whether to do the operation in-place, overwriting the input, which is then
   *     returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public static Tensor featureAlphaDropout(
      Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    return checked(
        () ->
            inplace
                ? InPlace.returnInput(input, Torch.featureAlphaDropout_(input, p, training))
                : Torch.featureAlphaDropout(input, p, training),
        input);
  }

  private static Tensor channels(
      Tensor input, double p, boolean training, boolean inplace, boolean lacksBatch) {
    Tensor batch = input;
    if (lacksBatch) {
      batch = inplace ? input.unsqueeze_(0) : input.unsqueeze(0);
    }
    Tensor result =
        inplace
            ? InPlace.returnInput(batch, Torch.featureDropout_(batch, p, training))
            : Torch.featureDropout(batch, p, training);
    if (!lacksBatch) {
      return result;
    }
    return inplace ? result.squeeze_(0) : result.squeeze(0);
  }

  static void requireProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p: got " + p + ", expected between 0 and 1");
    }
  }
}
