package torch4j;

import static torch4j.Arguments.NO_LONG;
import static torch4j.Arguments.NO_LONGS;
import static torch4j.Arguments.failed;
import static torch4j.Arguments.given;
import static torch4j.Arguments.optional;
import static torch4j.Arguments.optionalScalar;
import static torch4j.Arguments.required;
import static torch4j.Arguments.scalar;

import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;

/** Functions of {@link Torch} for which Python has a layer of its own above the operator. */
abstract class PythonFunctions extends ValueFunctions {
  PythonFunctions() {}

  /** The Frobenius norm of all elements. Same as {@code torch.norm(input)}. */
  public static Tensor norm(Tensor input) {
    return norm(input, "fro", null, false, null);
  }

  /** The p-norm of all elements as one vector. Same as {@code torch.norm(input, p)}. */
  public static Tensor norm(Tensor input, double p) {
    return norm(input, p, null, false, null);
  }

  /** The norm of this name, "fro" or "nuc". Same as {@code torch.norm(input, p)}. */
  public static Tensor norm(Tensor input, String p) {
    return norm(input, p, null, false, null);
  }

  /** The p-norm over these dimensions, null for all. Same as {@code torch.norm(input, p, dim)}. */
  public static Tensor norm(Tensor input, double p, long... dim) {
    return norm(input, p, dim, false, null);
  }

  /**
   * The norm of this name over these dimensions, null for all. Same as {@code torch.norm(input, p,
   * dim)}.
   */
  public static Tensor norm(Tensor input, String p, long... dim) {
    return norm(input, p, dim, false, null);
  }

  /** Same as {@code torch.norm(input, p, dim, keepdim)}; {@code dim} may be null, for None. */
  public static Tensor norm(Tensor input, double p, long[] dim, boolean keepdim) {
    return norm(input, p, dim, keepdim, null);
  }

  /** Same as {@code torch.norm(input, p, dim, keepdim)}; {@code dim} may be null, for None. */
  public static Tensor norm(Tensor input, String p, long[] dim, boolean keepdim) {
    return norm(input, p, dim, keepdim, null);
  }

  /**
   * Same as {@code torch.norm(input, p, dim, keepdim, dtype=dtype)}; {@code dim} and {@code dtype}
   * may be null, for None.
   */
  public static Tensor norm(Tensor input, double p, long[] dim, boolean keepdim, DType dtype) {
    try {
      if (input.layout() == Layout.strided) {
        return vectorNorm(input, p, dim, keepdim, dtype);
      }
      long[] all = dim == null ? allDims(input) : dim;
      return new Tensor(
          dtype == null
              ? torch.norm(input.raw, optionalScalar(p), all, keepdim)
              : torch.norm(input.raw, optionalScalar(p), all, keepdim, dtype.unwrap()));
    } catch (RuntimeException e) {
      throw failed(e, "norm(input, dim, dtype)", input, dim, dtype);
    }
  }

  /**
   * Same as {@code torch.norm(input, p, dim, keepdim, dtype=dtype)}; {@code dim} and {@code dtype}
   * may be null, for None.
   *
   * @throws IllegalArgumentException if a sparse tensor's norm is asked for in another dtype
   */
  public static Tensor norm(Tensor input, String p, long[] dim, boolean keepdim, DType dtype) {
    try {
      if (input.layout() != Layout.strided) {
        return sparseNorm(input, p, dim, keepdim, dtype);
      }
      if (required(p).equals("fro") && (dim == null || dim.length <= 2)) {
        return vectorNorm(input, 2, dim, keepdim, dtype);
      }
      long[] all = dim == null ? allDims(input) : dim;
      return new Tensor(torch.linalg_matrix_norm(input.raw, p, all, keepdim, optional(dtype)));
    } catch (RuntimeException e) {
      throw failed(e, "norm(input, p, dim, dtype)", input, p, dim, dtype);
    }
  }

  private static Tensor vectorNorm(
      Tensor input, double p, long[] dim, boolean keepdim, DType dtype) {
    return new Tensor(
        dim == null
            ? torch.linalg_vector_norm(input.raw, scalar(p), NO_LONGS, keepdim, optional(dtype))
            : torch.linalg_vector_norm(input.raw, scalar(p), dim, keepdim, optional(dtype)));
  }

  private static Tensor sparseNorm(
      Tensor input, String p, long[] dim, boolean keepdim, DType dtype) {
    if (dtype != null) {
      throw new IllegalArgumentException(
          "norm: dtype: got " + dtype + ", expected null for a sparse tensor and p=" + p);
    }
    long[] some = dim == null ? new long[0] : dim;
    return switch (p) {
      case "fro" -> new Tensor(torch.frobenius_norm(input.raw, some, keepdim));
      case "nuc" ->
          new Tensor(
              dim == null
                  ? torch.nuclear_norm(input.raw, keepdim)
                  : torch.nuclear_norm(input.raw, some, keepdim));
      default -> throw new IllegalArgumentException("norm: p: got " + p + ", expected fro or nuc");
    };
  }

  private static long[] allDims(Tensor input) {
    return LongStream.range(0, input.dim()).toArray();
  }

  /** Distances between the rows of two tensors. Same as {@code torch.cdist(x1, x2)}. */
  public static Tensor cdist(Tensor x1, Tensor x2) {
    return cdist(x1, x2, 2);
  }

  /** The p-norm distances between rows. Same as {@code torch.cdist(x1, x2, p)}. */
  public static Tensor cdist(Tensor x1, Tensor x2, double p) {
    return cdist(x1, x2, p, "use_mm_for_euclid_dist_if_necessary");
  }

  /**
   * The p-norm distances between rows. Same as {@code torch.cdist(x1, x2, p, compute_mode)}.
   *
   * @throws IllegalArgumentException if there is no such mode
   */
  public static Tensor cdist(Tensor x1, Tensor x2, double p, String computeMode) {
    try {
      org.bytedeco.pytorch.Tensor first = x1.raw;
      org.bytedeco.pytorch.Tensor second = x2.raw;
      LongOptional mode =
          switch (computeMode) {
            case "use_mm_for_euclid_dist_if_necessary" -> NO_LONG;
            case "use_mm_for_euclid_dist" -> optional(1L);
            case "donot_use_mm_for_euclid_dist" -> optional(2L);
            default ->
                throw new IllegalArgumentException(
                    "cdist: computeMode: got "
                        + computeMode
                        + ", expected use_mm_for_euclid_dist_if_necessary, use_mm_for_euclid_dist"
                        + " or donot_use_mm_for_euclid_dist");
          };
      return new Tensor(torch.cdist(first, second, p, mode));
    } catch (RuntimeException e) {
      throw failed(e, "cdist(x1, x2, computeMode)", x1, x2, computeMode);
    }
  }

  /** The number of elements. Same as {@code torch.numel(input)}. */
  public static long numel(Tensor input) {
    return given(input, "numel").numel();
  }

  /** The index of a tensor's device, -1 on the CPU. Same as {@code torch.get_device(input)}. */
  public static long getDevice(Tensor input) {
    return given(input, "get_device").getDevice();
  }
}
