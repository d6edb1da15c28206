package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.InPlace;
import torch4j.internal.Text;

/** The part of {@link F} that draws at random: dropout. */
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
   * Sets elements to zero with probability {@code p} and scales the others by {@code 1 / (1 - p)}.
   * Same as {@code F.dropout}, down to the mask that a seed draws.
   *
   * @param training whether dropout is applied
   * @param inplace whether the input is overwritten, and returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public static Tensor dropout(Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    return checked(
        () ->
            inplace
                ? InPlace.on(input, torch.dropout_(input, p, training))
                : torch.dropout(input, p, training),
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
   * Sets whole channels to zero with probability {@code p} and scales the others. Same as {@code
   * F.dropout1d}, down to the mask that a seed draws.
   *
   * @param input {@code [N, C, L]} or {@code [C, L]}
   * @param training whether dropout is applied
   * @param inplace whether the input is overwritten, and returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1, or the input has not 2 or
   *     3 dimensions
   */
  public static Tensor dropout1d(Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    if (input.dim() != 2 && input.dim() != 3) {
      throw new IllegalArgumentException("input: got " + Text.of(input) + ", expected 2D or 3D");
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
   * Sets whole channels to zero with probability {@code p} and scales the others. Same as {@code
   * F.dropout2d}, down to the mask that a seed draws.
   *
   * @param input {@code [N, C, H, W]}, or {@code [N, C, L]} as in Python
   * @param training whether dropout is applied
   * @param inplace whether the input is overwritten, and returned
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
   * Sets whole channels to zero with probability {@code p} and scales the others. Same as {@code
   * F.dropout3d}, down to the mask that a seed draws.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}
   * @param training whether dropout is applied
   * @param inplace whether the input is overwritten, and returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public static Tensor dropout3d(Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    return checked(() -> channels(input, p, training, inplace, input.dim() != 5), input);
  }

  /**
   * Returns the input, as Python's default is not to train. Same as {@code F.alpha_dropout(input)}.
   */
  public static Tensor alphaDropout(Tensor input) {
    return alphaDropout(input, 0.5, false, false);
  }

  /**
   * Zeroes elements with probability {@code p}. Same as {@code F.alpha_dropout(input, p,
   * training)}.
   */
  public static Tensor alphaDropout(Tensor input, double p, boolean training) {
    return alphaDropout(input, p, training, false);
  }

  /**
   * Sets elements to SELU's least value with probability {@code p}, mean and variance kept. Same as
   * {@code F.alpha_dropout}, down to the mask that a seed draws.
   *
   * @param training whether dropout is applied
   * @param inplace whether the input is overwritten, and returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public static Tensor alphaDropout(Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    return checked(
        () ->
            inplace
                ? InPlace.on(input, torch.alpha_dropout_(input, p, training))
                : torch.alpha_dropout(input, p, training),
        input);
  }

  /**
   * Returns the input, as Python's default is not to train. Same as {@code
   * F.feature_alpha_dropout(input)}.
   */
  public static Tensor featureAlphaDropout(Tensor input) {
    return featureAlphaDropout(input, 0.5, false, false);
  }

  /**
   * Zeroes channels with probability {@code p}. Same as {@code F.feature_alpha_dropout(input, p,
   * training)}.
   */
  public static Tensor featureAlphaDropout(Tensor input, double p, boolean training) {
    return featureAlphaDropout(input, p, training, false);
  }

  /**
   * Sets whole channels to SELU's least value with probability {@code p}, mean and variance kept.
   * Same as {@code F.feature_alpha_dropout}, down to the mask that a seed draws.
   *
   * @param input {@code [N, C, ...]}
   * @param training whether dropout is applied
   * @param inplace whether the input is overwritten, and returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public static Tensor featureAlphaDropout(
      Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    return checked(
        () ->
            inplace
                ? InPlace.on(input, torch.feature_alpha_dropout_(input, p, training))
                : torch.feature_alpha_dropout(input, p, training),
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
            ? InPlace.on(batch, torch.feature_dropout_(batch, p, training))
            : torch.feature_dropout(batch, p, training);
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
