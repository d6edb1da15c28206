package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The part of {@link F} that draws at random: dropout. */
abstract class DropoutFunctions extends LinearFunctions {
  DropoutFunctions() {}

  /** Drops half of the elements. Same as {@code F.dropout(input)}. */
  public static Tensor dropout(Tensor input) {
    return dropout(input, 0.5, true, false);
  }

  /**
   * Sets elements to zero with probability {@code p} and scales the others by {@code 1 / (1 - p)}.
   * Same as {@code F.dropout}, down to the mask that a seed draws.
   *
   * @param training whether anything is dropped at all
   * @param inplace whether the input is overwritten, and returned
   * @throws IllegalArgumentException if {@code p} is not between 0 and 1
   */
  public static Tensor dropout(Tensor input, double p, boolean training, boolean inplace) {
    requireProbability(p);
    return inplace ? torch.dropout_(input, p, training) : torch.dropout(input, p, training);
  }

  static void requireProbability(double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("p: got " + p + ", expected between 0 and 1");
    }
  }
}
