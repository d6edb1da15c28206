package torch4j;

import static torch4j.Arguments.failed;

import org.bytedeco.pytorch.global.torch;

/** Functions of {@link Torch}: decompositions that Python computes above the operators. */
abstract class DecompositionFunctions extends SparseTensorFunctions {
  DecompositionFunctions() {}

  /** The LU factorization with pivots. Same as {@code torch.lu(a)}. */
  public static LUFactor lu(Tensor a) {
    return lu(a, true);
  }

  /** The LU factorization. Same as {@code torch.lu(a, pivot)}; without pivots on CUDA only. */
  public static LUFactor lu(Tensor a, boolean pivot) {
    LUFactorEx factor = luWithInfos(a, pivot);
    factor.info().close();
    return new LUFactor(factor.lu(), factor.pivots());
  }

  /**
   * The LU factorization, and for each matrix 0 or the index of the pivot that is zero. Same as
   * {@code torch.lu(a, pivot, get_infos=True)}.
   */
  public static LUFactorEx luWithInfos(Tensor a, boolean pivot) {
    try {
      return LUFactorEx.of(torch.linalg_lu_factor_ex(a.raw, pivot, false));
    } catch (RuntimeException e) {
      throw failed(e, "lu(a)", a);
    }
  }

  /** A singular value decomposition of rank 6. Same as {@code torch.svd_lowrank(a)}. */
  public static SVD svdLowrank(Tensor a) {
    return svdLowrank(a, 6);
  }

  /** A singular value decomposition of a low rank. Same as {@code torch.svd_lowrank(a, q)}. */
  public static SVD svdLowrank(Tensor a, long q) {
    return svdLowrank(a, q, 2, null);
  }

  /**
   * A singular value decomposition of {@code a - m}, of a low rank, by random numbers of the
   * default generator. Same as {@code torch.svd_lowrank(a, q, niter, m)}.
   *
   * @param a {@code [..., rows, columns]}; may be sparse
   * @param q the rank, better somewhat more
   * @param niter the number of subspace iterations
   * @param m what is subtracted, broadcast to the shape of {@code a}; null for None
   * @throws IllegalArgumentException if {@code a} has fewer than 2 dimensions
   */
  public static SVD svdLowrank(Tensor a, long q, long niter, Tensor m) {
    return new LowRank("svd_lowrank", a).svd(q, niter, m);
  }

  /** A principal component analysis of rank 6. Same as {@code torch.pca_lowrank(a)}. */
  public static SVD pcaLowrank(Tensor a) {
    return pcaLowrank(a, null, true, 2);
  }

  /** A principal component analysis of a low rank. Same as {@code torch.pca_lowrank(a, q)}. */
  public static SVD pcaLowrank(Tensor a, long q) {
    return pcaLowrank(a, q, true, 2);
  }

  /**
   * A principal component analysis of a low rank, by random numbers of the default generator. Same
   * as {@code torch.pca_lowrank(a, q, center, niter)}.
   *
   * @param a {@code [..., samples, features]}; may be sparse
   * @param q the rank, better somewhat more; null for 6, or the smaller size if that is less
   * @param center whether the mean of each feature is subtracted
   * @param niter the number of subspace iterations
   * @throws IllegalArgumentException if {@code q} is negative or more than a size, {@code niter} is
   *     negative, or {@code a} has fewer than 2 dimensions
   */
  public static SVD pcaLowrank(Tensor a, Long q, boolean center, long niter) {
    return new LowRank("pca_lowrank", a).pca(q, center, niter);
  }
}
