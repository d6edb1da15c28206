package torch4j;

import static torch4j.Arguments.NO_LONG;
import static torch4j.Arguments.failed;
import static torch4j.Arguments.optional;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.OperatorByName;

/** Functions of {@link Torch}: the different elements of a tensor. */
abstract class UniqueFunctions extends CoordinateFunctions {
  UniqueFunctions() {}

  /** The different elements, sorted. Same as {@code torch.unique(input)}. */
  public static Tensor unique(Tensor input) {
    return onlyOutput(unique(input, true, false, false));
  }

  /** The different slices along a dimension. Same as {@code torch.unique(input, dim=dim)}. */
  public static Tensor unique(Tensor input, long dim) {
    return onlyOutput(unique(input, true, false, false, dim));
  }

  /**
   * Same as {@code torch.unique(input, sorted, return_inverse, return_counts)}; what is not asked
   * for may be empty.
   */
  public static UniqueCounts unique(
      Tensor input, boolean sorted, boolean returnInverse, boolean returnCounts) {
    try {
      Tensor given = Arguments.required(input);
      List<Tensor> results =
          OperatorByName.call("_unique2", "", given, sorted, returnInverse, returnCounts);
      return new UniqueCounts(results.get(0), results.get(1), results.get(2));
    } catch (RuntimeException e) {
      throw failed(e, "unique(input)", input);
    }
  }

  /**
   * Same as {@code torch.unique(input, sorted, return_inverse, return_counts, dim)}; what is not
   * asked for may be empty.
   */
  public static UniqueCounts unique(
      Tensor input, boolean sorted, boolean returnInverse, boolean returnCounts, long dim) {
    try {
      return UniqueCounts.of(torch.unique_dim(input.raw, dim, sorted, returnInverse, returnCounts));
    } catch (RuntimeException e) {
      throw failed(e, "unique(input)", input);
    }
  }

  /** The elements without repeated neighbours. Same as {@code torch.unique_consecutive(input)}. */
  public static Tensor uniqueConsecutive(Tensor input) {
    return onlyOutput(uniqueConsecutive(input, false, false));
  }

  /**
   * The slices along a dimension without repeated neighbours. Same as {@code
   * torch.unique_consecutive(input, dim=dim)}.
   */
  public static Tensor uniqueConsecutive(Tensor input, long dim) {
    return onlyOutput(uniqueConsecutive(input, false, false, dim));
  }

  /**
   * Same as {@code torch.unique_consecutive(input, return_inverse, return_counts)}; what is not
   * asked for is an empty tensor.
   */
  public static UniqueCounts uniqueConsecutive(
      Tensor input, boolean returnInverse, boolean returnCounts) {
    return uniqueConsecutive(input, returnInverse, returnCounts, NO_LONG);
  }

  /**
   * Same as {@code torch.unique_consecutive(input, return_inverse, return_counts, dim)}; what is
   * not asked for may be empty.
   */
  public static UniqueCounts uniqueConsecutive(
      Tensor input, boolean returnInverse, boolean returnCounts, long dim) {
    return uniqueConsecutive(input, returnInverse, returnCounts, optional(dim));
  }

  private static UniqueCounts uniqueConsecutive(
      Tensor input, boolean returnInverse, boolean returnCounts, LongOptional dim) {
    try {
      return UniqueCounts.of(torch.unique_consecutive(input.raw, returnInverse, returnCounts, dim));
    } catch (RuntimeException e) {
      throw failed(e, "unique_consecutive(input)", input);
    }
  }

  private static Tensor onlyOutput(UniqueCounts unique) {
    unique.inverseIndices().close();
    unique.counts().close();
    return unique.output();
  }
}
