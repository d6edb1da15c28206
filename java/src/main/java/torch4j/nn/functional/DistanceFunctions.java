package torch4j.nn.functional;

import torch4j.Tensor;
import torch4j.Torch;

/** The part of {@link F} with distances. */
abstract class DistanceFunctions extends LossFunctions {
  DistanceFunctions() {}

  /** The cosine similarity along dimension 1. Same as {@code F.cosine_similarity(x1, x2)}. */
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2) {
    return checked(() -> Torch.cosineSimilarity(x1, x2), x1, x2);
  }

  /** The cosine similarity along a dimension. Same as {@code F.cosine_similarity(x1, x2, dim)}. */
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2, long dim) {
    return cosineSimilarity(x1, x2, dim, 1e-8);
  }

  /**
   * The cosine similarity along a dimension. Same as {@code F.cosine_similarity}.
   *
   * @param dim the dimension along which the cosine similarity is computed
   * @param eps a small value to avoid division by zero
   */
  public static Tensor cosineSimilarity(Tensor x1, Tensor x2, long dim, double eps) {
    return checked(() -> Torch.cosineSimilarity(x1, x2, dim, eps), x1, x2);
  }

  /** The Euclidean distance between rows. Same as {@code F.pairwise_distance(x1, x2)}. */
  public static Tensor pairwiseDistance(Tensor x1, Tensor x2) {
    return checked(() -> Torch.pairwiseDistance(x1, x2), x1, x2);
  }

  /** The p-norm of the difference of rows. Same as {@code F.pairwise_distance(x1, x2, p)}. */
  public static Tensor pairwiseDistance(Tensor x1, Tensor x2, double p) {
    return pairwiseDistance(x1, x2, p, 1e-6, false);
  }

  /**
   * The p-norm of the difference of rows. Same as {@code F.pairwise_distance}.
   *
   * @param x1 {@code [N, D]} or {@code [D]}
   * @param x2 {@code [N, D]} or {@code [D]}
   * @param eps a small value to avoid division by zero, added to the difference
   * @param keepdim whether the last dimension is kept with the size 1
   */
  public static Tensor pairwiseDistance(
      Tensor x1, Tensor x2, double p, double eps, boolean keepdim) {
    return checked(() -> Torch.pairwiseDistance(x1, x2, p, eps, keepdim), x1, x2);
  }

  /** The Euclidean distance of each pair of rows. Same as {@code F.pdist(input)}. */
  public static Tensor pdist(Tensor input) {
    return checked(() -> Torch.pdist(input), input);
  }

  /**
   * The p-norm of the difference of each pair of rows. Same as {@code F.pdist(input, p)}.
   *
   * @param input {@code [N, M]}
   * @return {@code [N * (N - 1) / 2]}
   */
  public static Tensor pdist(Tensor input, double p) {
    return checked(() -> Torch.pdist(input, p), input);
  }
}
