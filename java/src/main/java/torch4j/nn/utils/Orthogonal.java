package torch4j.nn.utils;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Linalg;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.OwnedTensors;
import torch4j.internal.TensorDescription;
import torch4j.nn.Parametrization;

/** Computes an orthogonal matrix, or a batch of them, from any matrix. */
final class Orthogonal extends Parametrization {
  private final long[] shape;
  private final OrthogonalMap map;
  private final boolean useTrivialization;

  Orthogonal(Tensor weight, OrthogonalMap map, boolean useTrivialization) {
    super("_Orthogonal");
    if (weight.isComplex() && map == OrthogonalMap.HOUSEHOLDER) {
      throw new IllegalArgumentException(
          "orthogonalMap: got householder for "
              + TensorDescription.of(weight)
              + "; the householder parametrization does not support complex tensors");
    }
    shape = weight.shape();
    this.map = map;
    this.useTrivialization = useTrivialization;
    if (useTrivialization) {
      registerBuffer("base", null);
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    boolean transposed = input.size(-2) < input.size(-1);
    Tensor x = transposed ? input.mT() : input;
    Tensor q = map == OrthogonalMap.HOUSEHOLDER ? reflections(x) : ofSkewSymmetric(x);
    if (useTrivialization) {
      q = Torch.matmul(buffer("base"), q);
    }
    return transposed ? q.mT() : q;
  }

  private Tensor ofSkewSymmetric(Tensor input) {
    long n = input.size(-2);
    long k = input.size(-1);
    Tensor x = input.tril();
    if (n != k) {
      long[] filling = x.shape();
      filling[filling.length - 1] = n - k;
      x = Torch.cat(List.of(x, x.newZeros(filling)), -1);
    }
    Tensor a = x.sub(x.mH());
    Tensor q = map == OrthogonalMap.CAYLEY ? cayley(a) : Linalg.matrixExp(a);
    return n == k ? q : q.narrow(-1, 0, k);
  }

  private static Tensor cayley(Tensor a) {
    Tensor one = identity(a.size(-1), a);
    return Linalg.solve(one.add(a, -0.5), one.add(a, 0.5));
  }

  private static Tensor reflections(Tensor x) {
    Tensor a = x.tril(-1);
    Tensor tau = a.mul(a).sum(-2).add(1.0).reciprocal().mul(2.0);
    Tensor q = Linalg.householderProduct(a, tau);
    Tensor signs = x.diagonal(0, -2, -1).to(DType.int32).unsqueeze(-2);
    return q.mul(signs);
  }

  @Override
  public List<Tensor> rightInverse(Tensor value) {
    if (!Arrays.equals(shape, value.shape())) {
      throw new IllegalArgumentException(
          "value: got "
              + TensorDescription.of(value)
              + ", expected a shape of "
              + Arrays.toString(shape));
    }
    try (var noGrad = Torch.noGrad()) {
      boolean transposed = value.size(-2) < value.size(-1);
      Tensor q = transposed ? value.mT() : value;
      if (!useTrivialization) {
        Tensor packed = packed(q);
        return List.of(transposed ? packed.mT() : packed);
      }
      setBuffer("base", base(q));
      Tensor minusOne = Torch.zerosLike(value);
      minusOne.diagonal(0, -2, -1).fill_(-1.0);
      return List.of(minusOne);
    }
  }

  private Tensor packed(Tensor q) {
    if (map != OrthogonalMap.HOUSEHOLDER) {
      throw new UnsupportedOperationException(
          "orthogonalMap: got "
              + map
              + " without trivialization, expected householder; other maps have no right inverse");
    }
    List<Tensor> factors = OwnedTensors.of(torch.geqrf(q.unwrap()));
    Tensor a = factors.get(0);
    Tensor diagonal = a.diagonal(0, -2, -1);
    Tensor signs = diagonal.sign();
    Tensor flipped = Torch.where(factors.get(1).eq(0.0), signs.neg(), signs);
    diagonal.copy_(flipped);
    return a;
  }

  private static Tensor base(Tensor q) {
    long n = q.size(-2);
    long k = q.size(-1);
    if (n == k) {
      return isOrthogonal(q) ? q.clone() : orthogonalized(q);
    }
    long[] filling = q.shape();
    filling[filling.length - 1] = n - k;
    Tensor drawn = q.newEmpty(filling).normal_();
    return orthogonalized(Torch.cat(List.of(q, drawn), -1));
  }

  private static boolean isOrthogonal(Tensor q) {
    double eps =
        TensorDescription.dtype(q).matches("float64|complex128") ? Math.ulp(1.0) : Math.ulp(1.0f);
    Tensor product = Torch.matmul(q.mH(), q);
    Tensor one = identity(q.size(-1), q).expandAs(product);
    return Torch.allclose(product, one, 1e-5, 10.0 * q.size(-2) * eps, false);
  }

  private static Tensor orthogonalized(Tensor tall) {
    List<Tensor> factors = OwnedTensors.of(torch.geqrf(tall.unwrap()));
    Tensor signs = factors.get(0).diagonal(0, -2, -1).sgn().unsqueeze(-2);
    return Linalg.householderProduct(factors.get(0), factors.get(1)).mul(signs);
  }

  private static Tensor identity(long n, Tensor like) {
    return Torch.eye(n).to(like.device(), like.dtype());
  }
}
