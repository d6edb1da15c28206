package torch4j.distributions;

import java.util.List;
import torch4j.Linalg;
import torch4j.Tensor;
import torch4j.TensorOptions;
import torch4j.Torch;

/**
 * The LKJ distribution of Cholesky factors of correlation matrices. Same as {@code
 * torch.distributions.LKJCholesky}.
 */
public final class LKJCholesky extends Distribution {
  private final int dim;
  private final Tensor concentration;
  private final Beta beta;

  /**
   * The distribution of matrices of this size, of concentration 1.
   *
   * @throws IllegalArgumentException if the size is below 2
   */
  public LKJCholesky(int dim) {
    this(dim, 1.0);
  }

  /**
   * The distribution of matrices of this size.
   *
   * @throws IllegalArgumentException if the size is below 2, or the concentration is not positive
   */
  public LKJCholesky(int dim, double concentration) {
    this(dim, Operators.parameters("concentration", concentration)[0], null);
  }

  /**
   * The distribution of matrices of this size.
   *
   * @throws IllegalArgumentException if the size is below 2, or a concentration is not positive
   */
  public LKJCholesky(int dim, Tensor concentration) {
    this(dim, Operators.parameters("concentration", concentration)[0], null);
  }

  /**
   * The distribution of matrices of this size.
   *
   * @param validateArgs whether the concentration and values are checked; null: the default
   * @throws IllegalArgumentException if the size is below 2
   */
  public LKJCholesky(int dim, Tensor concentration, Boolean validateArgs) {
    super(
        Operators.required("concentration", concentration).shape(),
        new long[] {dim, dim},
        validateArgs);
    if (dim < 2) {
      throw new IllegalArgumentException("LKJCholesky: dim: got " + dim + ", expected at least 2");
    }
    this.dim = dim;
    this.concentration = concentration;
    Tensor marginal = concentration.add(0.5 * (dim - 2));
    Tensor steps = Operators.arange(dim - 1, concentration);
    Tensor offset = Torch.cat(List.of(steps.newZeros(1), steps));
    this.beta = new Beta(offset.add(0.5), marginal.unsqueeze(-1).sub(offset.mul(0.5)));
    checkArguments();
  }

  private LKJCholesky(LKJCholesky like, long... batchShape) {
    super(like, batchShape);
    this.dim = like.dim;
    this.concentration = like.concentration.expand(batchShape);
    this.beta = like.beta.expand(Operators.join(batchShape, dim));
  }

  /** The size of the matrices. Same as {@code dim}. */
  public int dim() {
    return dim;
  }

  /** The concentration. Same as {@code concentration}. */
  public Tensor concentration() {
    return concentration;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(new Argument("concentration", concentration, Constraints.positive));
  }

  @Override
  public LKJCholesky expand(long... batchShape) {
    return new LKJCholesky(this, batchShape);
  }

  @Override
  public Constraint support() {
    return Constraints.corrCholesky;
  }

  @Override
  public Tensor sample(long... sampleShape) {
    Tensor y = beta.sample(sampleShape).unsqueeze(-1);
    Tensor normal = Torch.randn(extendedShape(sampleShape), Operators.kindOf(y)).tril(-1);
    Tensor sphere = normal.div(Linalg.vectorNorm(normal, 2.0, new long[] {-1}, true));
    sphere.select(-2, 0).fill_(0.0); // nan
    Tensor w = y.sqrt().mul(sphere);
    Tensor diagonal = Operators.oneMinus(w.pow(2L).sum(-1)).clamp(Operators.tiny(w)).sqrt();
    return w.add_(diagonal.diagEmbed());
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor diagonal = value.diagonal(0, -1, -2).narrow(-1, 1, dim - 1);
    TensorOptions onDevice = TensorOptions.options().device(concentration.device());
    Tensor steps = Torch.arange(2L, dim + 1L, onDevice);
    Tensor order = concentration.sub(1L).unsqueeze(-1).mul(2L).add((long) dim).sub(steps);
    Tensor unnormalized = order.mul(diagonal.log()).sum(-1);
    long less = dim - 1L;
    Tensor alpha = concentration.add(0.5 * less);
    Tensor denominator = alpha.lgamma().mul(less);
    Tensor numerator = alpha.sub(0.5).mvlgamma(less);
    Tensor normalizer = numerator.add(0.5 * less * Math.log(Math.PI)).sub(denominator);
    return unnormalized.sub(normalizer);
  }
}
