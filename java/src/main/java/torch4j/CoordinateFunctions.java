package torch4j;

import static torch4j.Arguments.failed;
import static torch4j.Arguments.optional;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptionalList;
import torch4j.internal.Require;

/** Functions of {@link Torch}: elements by the indices of each dimension. */
abstract class CoordinateFunctions extends SignalFunctions {
  CoordinateFunctions() {}

  /** A copy with some elements set. Same as {@code torch.index_put(input, indices, values)}. */
  public static Tensor indexPut(Tensor input, List<Tensor> indices, Tensor values) {
    return indexPut(input, indices, values, false);
  }

  /**
   * A copy with some elements set, or increased. Same as {@code torch.index_put(input, indices,
   * values, accumulate)}.
   *
   * @param indices one for each of the first dimensions, or masks
   * @throws IllegalArgumentException if one of the indices is null
   */
  public static Tensor indexPut(
      Tensor input, List<Tensor> indices, Tensor values, boolean accumulate) {
    try (TensorOptionalList list = list(indices)) {
      return new Tensor(input.raw.index_put(list, values.raw, accumulate));
    } catch (RuntimeException e) {
      throw failed(e, "index_put(input, indices, values)", input, indices, values);
    }
  }

  /** Sets some elements. Same as {@code torch.index_put_(input, indices, values)}. */
  public static Tensor indexPut_(Tensor input, List<Tensor> indices, Tensor values) {
    return indexPut_(input, indices, values, false);
  }

  /**
   * Sets some elements, or increases them. Same as {@code torch.index_put_(input, indices, values,
   * accumulate)}.
   *
   * @param indices one for each of the first dimensions, or masks
   * @throws IllegalArgumentException if one of the indices is null
   */
  public static Tensor indexPut_(
      Tensor input, List<Tensor> indices, Tensor values, boolean accumulate) {
    try (TensorOptionalList list = list(indices)) {
      input.raw.index_put_(list, values.raw, accumulate);
      return input;
    } catch (RuntimeException e) {
      throw failed(e, "index_put_(input, indices, values)", input, indices, values);
    }
  }

  private static TensorOptionalList list(List<Tensor> indices) {
    var list = new TensorOptionalList();
    for (Tensor index : indices) {
      index.raw.defined(); // a closed one is a NullPointerException here, and not in C++
      try (TensorOptional element = optional(index)) {
        list.push_back(element);
      }
    }
    return list;
  }

  /**
   * The coordinates of flat indices, one tensor for each dimension of the shape. Same as {@code
   * torch.unravel_index(indices, shape)}.
   *
   * @throws IllegalArgumentException if the indices are no integers, a size is negative, or there
   *     are too many elements
   */
  public static List<Tensor> unravelIndex(Tensor indices, long... shape) {
    Require.nonNull(indices, "unravel_index: indices", "a tensor");
    var steps = new long[Require.nonNull(shape, "unravel_index: shape", "sizes").length];
    DType dtype = indices.dtype();
    if (dtype.isFloatingPoint() || dtype.isComplex() || dtype == DType.bool) {
      throw new IllegalArgumentException(
          "unravel_index: indices: got " + dtype + ", expected a dtype of integers");
    }
    long step = 1;
    try {
      for (int i = shape.length - 1; i >= 0; i--) {
        if (shape[i] < 0) {
          throw wrongShape(shape, "sizes of at least 0", null);
        }
        steps[i] = step;
        step = i > 0 ? Math.multiplyExact(step, shape[i]) : step;
      }
    } catch (ArithmeticException e) {
      throw wrongShape(shape, "at most 2^63 - 1 elements", e);
    }
    try (Scope scope = Torch.scope()) {
      Tensor divisors = Torch.tensor(steps).to(indices.device());
      Tensor sizes = Torch.tensor(shape).to(indices.device());
      Tensor quotients = indices.unsqueeze(-1).floorDivide(divisors);
      return scope.detach(quotients.remainder(sizes).unbind(-1));
    }
  }

  private static IllegalArgumentException wrongShape(
      long[] shape, String expected, ArithmeticException cause) {
    return new IllegalArgumentException(
        "unravel_index: shape: got " + Arrays.toString(shape) + ", expected " + expected, cause);
  }
}
