package torch4j.distributions;

import java.util.Arrays;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * Real vectors to Cholesky factors of correlation matrices. Same as {@code
 * torch.distributions.transforms.CorrCholeskyTransform}.
 */
public final class CorrCholeskyTransform extends Transform {
  /** The transform. */
  public CorrCholeskyTransform() {}

  /** The transform, with a cache of this size: 0 or 1. */
  public CorrCholeskyTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.realVector;
  }

  @Override
  public Constraint codomain() {
    return Constraints.corrCholesky;
  }

  @Override
  public boolean isBijective() {
    return true;
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new CorrCholeskyTransform(cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    double eps = Operators.eps(x);
    Tensor r = TriangularVectors.matrix(x.tanh().clamp(-1 + eps, 1 - eps));
    Tensor rest = Operators.oneMinus(r.pow(2L)).sqrt().cumprod(-1);
    return r.add(Operators.eye(r.size(-1), r)).mul(shifted(rest));
  }

  @Override
  protected Tensor inverse(Tensor y) {
    Tensor rest = Operators.oneMinus(y.mul(y).cumsum(-1));
    Tensor t =
        TriangularVectors.vector(y, -1).div(TriangularVectors.vector(shifted(rest), -1).sqrt());
    return t.log1p().sub(t.neg().log1p()).div(2L);
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    Tensor rest = Operators.oneMinus(y.mul(y).cumsum(-1));
    Tensor stick = TriangularVectors.vector(rest, -2).log().sum(-1).mul(0.5);
    Tensor tanh = x.add(Operators.softplus(x.mul(-2L))).sub(Operators.LOG_2).sum(-1).mul(-2L);
    return stick.add(tanh);
  }

  private static Tensor shifted(Tensor rest) {
    Tensor cropped = rest.narrow(-1, 0, rest.size(-1) - 1);
    return Torch.constantPadNd(cropped, new long[] {1, 0}, 1L);
  }

  @Override
  public long[] forwardShape(long... shape) {
    long[] kept = Operators.withoutLast(requireDims(1, shape), 1);
    long size = TriangularVectors.matrixSize(shape[shape.length - 1]);
    return Operators.join(kept, size, size);
  }

  @Override
  public long[] inverseShape(long... shape) {
    long[] kept = Operators.withoutLast(requireDims(2, shape), 2);
    long size = shape[shape.length - 1];
    if (shape[shape.length - 2] != size) {
      throw new IllegalArgumentException(
          "shape: got " + Arrays.toString(shape) + ", expected a square one");
    }
    return Operators.join(kept, size * (size - 1) / 2);
  }
}
