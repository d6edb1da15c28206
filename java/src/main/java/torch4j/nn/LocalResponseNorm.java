package torch4j.nn;

import torch4j.Tensor;
import torch4j.nn.functional.F;

/**
 * Local response normalization across neighboring channels. Same as {@code
 * torch.nn.LocalResponseNorm}: input {@code [N, C, *]} with 3 or more dimensions.
 */
public final class LocalResponseNorm extends Module {
  private final long size;
  private final double alpha;
  private final double beta;
  private final double k;

  /** A layer over {@code size} neighboring channels, with PyTorch's defaults. */
  public LocalResponseNorm(long size) {
    this(size, 1e-4);
  }

  /** A layer with this multiplicative factor {@code alpha}. */
  public LocalResponseNorm(long size, double alpha) {
    this(size, alpha, 0.75);
  }

  /** A layer with this multiplicative factor {@code alpha} and exponent {@code beta}. */
  public LocalResponseNorm(long size, double alpha, double beta) {
    this(size, alpha, beta, 1);
  }

  /**
   * A layer with all options.
   *
   * @param size the number of neighboring channels used for normalization
   * @param alpha the multiplicative factor
   * @param beta the exponent
   * @param k the additive factor
   */
  public LocalResponseNorm(long size, double alpha, double beta, double k) {
    this.size = size;
    this.alpha = alpha;
    this.beta = beta;
    this.k = k;
  }

  @Override
  public Tensor forward(Tensor input) {
    if (input.dim() < 3) {
      throw invalidInput(
          "Expected 3D or higher dimensionality input (got " + input.dim() + " dimensions)", input);
    }
    return F.localResponseNorm(input, size, alpha, beta, k);
  }

  @Override
  protected String expectedInput() {
    return "[N, C, *] with 3 or more dimensions, floating-point";
  }

  @Override
  protected String extraRepr() {
    return size + ", alpha=" + Repr.of(alpha) + ", beta=" + Repr.of(beta) + ", k=" + Repr.of(k);
  }
}
