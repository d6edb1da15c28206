package torch4j.distributions;

import torch4j.Index;
import torch4j.Linalg;
import torch4j.Tensor;

/** Products and distances of batches of vectors and matrices, for multivariate normals. */
final class BatchOperators {
  private BatchOperators() {}

  /** {@code _batch_mv(matrix, vector)}. */
  static Tensor product(Tensor matrix, Tensor vector) {
    return matrix.matmul(vector.unsqueeze(-1)).squeeze(-1);
  }

  /** {@code _batch_mahalanobis(bL, bx)}: the squared distances of vectors, by Cholesky factors. */
  static Tensor mahalanobis(Tensor factors, Tensor vectors) {
    long n = vectors.size(-1);
    long[] batch = Operators.withoutLast(vectors.shape(), 1);
    int shared = (int) factors.dim() - 2;
    int outer = batch.length - shared;
    var split = new long[outer + 2 * shared + 1]; // (..., 1, i, j, 1, n)
    System.arraycopy(batch, 0, split, 0, outer);
    for (int i = 0; i < shared; i++) {
      split[outer + 2 * i] = batch[outer + i] / factors.size(i);
      split[outer + 2 * i + 1] = factors.size(i);
    }
    split[split.length - 1] = n;
    Tensor moved = vectors.reshape(split).permute(order(outer, shared)); // (..., 1, j, i, 1, n)
    Tensor flatFactors = factors.reshape(-1, n, n);
    Tensor flat = moved.reshape(-1, flatFactors.size(0), n).permute(1, 2, 0);
    Tensor squares = Linalg.solveTriangular(flatFactors, flat, false).pow(2L).sum(-2).t();
    long[] movedShape = Operators.withoutLast(moved.shape(), 1);
    return squares.reshape(movedShape).permute(inverseOrder(outer, shared)).reshape(batch);
  }

  private static long[] order(int outer, int shared) {
    var order = new long[outer + 2 * shared + 1];
    for (int i = 0; i < outer; i++) {
      order[i] = i;
    }
    for (int i = 0; i < shared; i++) {
      order[outer + i] = outer + 2L * i;
      order[outer + shared + i] = outer + 2L * i + 1;
    }
    order[order.length - 1] = order.length - 1L;
    return order;
  }

  private static long[] inverseOrder(int outer, int shared) {
    var order = new long[outer + 2 * shared];
    for (int i = 0; i < outer; i++) {
      order[i] = i;
    }
    for (int i = 0; i < shared; i++) {
      order[outer + 2 * i] = (long) outer + i;
      order[outer + 2 * i + 1] = (long) outer + shared + i;
    }
    return order;
  }

  /** The sum of the logarithms on the diagonals. */
  static Tensor halfLogDet(Tensor factor) {
    return factor.diagonal(0, -2, -1).log().sum(-1);
  }

  /** {@code _precision_to_scale_tril(P)}. */
  static Tensor precisionToScaleTril(Tensor precision) {
    Tensor factor = Linalg.cholesky(precision.flip(-2, -1));
    Tensor inverse = factor.flip(-2, -1).transpose(-2, -1);
    return Linalg.solveTriangular(inverse, Operators.eye(precision.size(-1), precision), false);
  }

  /** {@code _batch_capacitance_tril(W, D)}. */
  static Tensor capacitanceTril(Tensor w, Tensor d) {
    return Linalg.cholesky(plusIdentity(w.mT().div(d.unsqueeze(-2)).matmul(w)));
  }

  /** The matrices with 1 added to their diagonals. */
  static Tensor plusIdentity(Tensor matrices) {
    long size = matrices.size(-1);
    Tensor sum = matrices.contiguous();
    sum.view(-1, size * size).get(Index.all(), Index.all().step(size + 1)).add_(1L);
    return sum;
  }

  /** {@code _batch_lowrank_logdet(W, D, capacitance_tril)}. */
  static Tensor lowRankLogDet(Tensor d, Tensor capacitanceTril) {
    return halfLogDet(capacitanceTril).mul(2L).add(d.log().sum(-1));
  }

  /** {@code _batch_lowrank_mahalanobis(W, D, x, capacitance_tril)}. */
  static Tensor lowRankMahalanobis(Tensor w, Tensor d, Tensor x, Tensor capacitanceTril) {
    Tensor projected = product(w.mT().div(d.unsqueeze(-2)), x);
    return x.pow(2L).div(d).sum(-1).sub(mahalanobis(capacitanceTril, projected));
  }
}
