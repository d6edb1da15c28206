package torch4j.distributions;

import torch4j.Tensor;
import torch4j.Torch;

/** Modified Bessel functions, as {@code torch.distributions.von_mises} approximates them. */
final class Bessel {
  private static final double BORDER = 3.75;
  private static final double[][] SMALL = {
    {1.0, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.360768e-1, 0.45813e-2},
    {0.5, 0.87890594, 0.51498869, 0.15084934, 0.2658733e-1, 0.301532e-2, 0.32411e-3}
  };
  private static final double[][] LARGE = {
    {
      0.39894228,
      0.1328592e-1,
      0.225319e-2,
      -0.157565e-2,
      0.916281e-2,
      -0.2057706e-1,
      0.2635537e-1,
      -0.1647633e-1,
      0.392377e-2
    },
    {
      0.39894228,
      -0.3988024e-1,
      -0.362018e-2,
      0.163801e-2,
      -0.1031555e-1,
      0.2282967e-1,
      -0.2895312e-1,
      0.1787654e-1,
      -0.420059e-2
    }
  };

  private Bessel() {}

  /** The logarithm of the modified Bessel function of the first kind, of order 0 or 1. */
  static Tensor logModified(Tensor x, int order) {
    Tensor ratio = x.div(BORDER);
    Tensor small = polynomial(ratio.mul(ratio), SMALL[order]);
    Tensor logSmall = (order == 1 ? x.abs().mul(small) : small).log();
    Tensor large = polynomial(Operators.over(BORDER, x), LARGE[order]);
    Tensor logLarge = x.sub(x.log().mul(0.5)).add(large.log());
    return Torch.where(x.lt(BORDER), logSmall, logLarge);
  }

  private static Tensor polynomial(Tensor y, double... coefficients) {
    int degree = coefficients.length - 1;
    Tensor result = y.mul(coefficients[degree]).add(coefficients[degree - 1]);
    for (int i = degree - 2; i >= 0; i--) {
      result = y.mul(result).add(coefficients[i]);
    }
    return result;
  }
}
