package torch4j;

import static torch4j.Arguments.failed;

import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import torch4j.internal.OperatorByName;

/** Randomized decompositions of a matrix, batches of matrices, or a sparse matrix. */
final class LowRank {
  private final String function;
  private final Tensor a;
  private final long rows;
  private final long columns;

  LowRank(String function, Tensor a) {
    this.function = function;
    this.a = Arguments.given(a, function);
    long[] shape = a.shape();
    if (shape.length < 2) {
      throw wrong("a", "the shape " + Arrays.toString(shape), "2 or more dimensions");
    }
    rows = shape[shape.length - 2];
    columns = shape[shape.length - 1];
  }

  /** A decomposition of {@code a - m}; {@code m} may be null. */
  SVD svd(long q, long niter, Tensor m) {
    return kept(() -> decomposed(a, q, niter, m));
  }

  /** A principal component analysis; {@code q} may be null. */
  SVD pca(Long q, boolean center, long niter) {
    long smaller = Math.min(rows, columns);
    if (q != null && (q < 0 || q > smaller)) {
      throw wrong("q", q, "0 to " + smaller);
    }
    if (niter < 0) {
      throw wrong("niter", niter, ">= 0");
    }
    long rank = q == null ? Math.min(6, smaller) : q;
    if (!center) {
      return svd(rank, niter, null);
    }
    return kept(
        () ->
            a.isSparse()
                ? decomposed(a, rank, niter, sparseMean())
                : decomposed(a.sub(a.mean(new long[] {-2}, true)), rank, niter, null));
  }

  private SVD kept(Supplier<SVD> decomposition) {
    try (Scope scope = Torch.scope()) {
      return scope.detach(decomposition.get());
    } catch (RuntimeException e) {
      throw failed(e, function + "(a)", a);
    }
  }

  private static SVD decomposed(Tensor a, long q, long niter, Tensor m) {
    boolean isWide = a.size(-2) < a.size(-1);
    Tensor tall = isWide ? a.mH() : a;
    Tensor mean = m == null ? null : m.broadcastTo(a.shape());
    if (isWide && mean != null) {
      mean = mean.mH();
    }
    Tensor basis = approximateBasis(tall, q, niter, mean);
    Tensor small = product(basis.mH(), tall);
    if (mean != null) {
      small = small.sub(product(basis.mH(), mean));
    }
    SVDh found = Linalg.svd(small, false);
    Tensor left = basis.matmul(found.u());
    Tensor right = found.vh().mH();
    return isWide ? new SVD(right, found.s(), left) : new SVD(left, found.s(), right);
  }

  // Algorithm 4.4 of Halko et al., "Finding structure with randomness", 2009.
  private static Tensor approximateBasis(Tensor a, long q, long niter, Tensor m) {
    DType dtype = a.isComplex() ? a.dtype() : floating(a);
    TensorOptions options = TensorOptions.options().dtype(dtype).device(a.device());
    Tensor random = Torch.randn(new long[] {a.size(-1), q}, options);
    Tensor basis = Linalg.qr(centered(a, m, random)).q();
    for (long i = 0; i < niter; i++) {
      basis = Linalg.qr(centered(a.mH(), m == null ? null : m.mH(), basis)).q();
      basis = Linalg.qr(centered(a, m, basis)).q();
    }
    return basis;
  }

  private static Tensor centered(Tensor a, Tensor m, Tensor factor) {
    Tensor product = product(a, factor);
    return m == null ? product : product.sub(product(m, factor));
  }

  private static Tensor product(Tensor a, Tensor b) {
    return a.isSparse() ? OperatorByName.call("_sparse_mm", "", a, b).get(0) : a.matmul(b);
  }

  private Tensor sparseMean() {
    if (a.dim() != 2) {
      throw wrong("a", "the shape " + Arrays.toString(a.shape()), "2 dimensions if it is sparse");
    }
    Tensor sum = OperatorByName.call("_sparse_sum", "dim", a, new long[] {-2}).get(0);
    Tensor mean = sum.div(rows);
    Tensor places = mean.indices().get(0);
    Tensor indices = Torch.stack(List.of(places, Torch.zerosLike(places)));
    TensorOptions options = TensorOptions.options().dtype(floating(a)).device(a.device());
    Tensor column = Torch.sparseCooTensor(indices, mean.values(), new long[] {columns, 1}, options);
    return product(column, Torch.ones(new long[] {1, rows}, options)).mT();
  }

  private static DType floating(Tensor a) {
    return switch (a.dtype()) {
      case float16, float32, float64 -> a.dtype();
      default -> DType.float32;
    };
  }

  private IllegalArgumentException wrong(String argument, Object got, String expected) {
    return new IllegalArgumentException(
        function + ": " + argument + ": got " + got + ", expected " + expected);
  }
}
