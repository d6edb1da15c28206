package torch4j;

import static torch4j.Arguments.NO_BOOLEAN;
import static torch4j.Arguments.failed;
import static torch4j.Arguments.optional;
import static torch4j.Arguments.required;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Context;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Natives;
import torch4j.internal.OperatorByName;

/** New sparse tensors, whose indices are checked. */
final class SparseTensors {
  static {
    Natives.requireLoaded();
    Context context = torch.globalContext();
    try (BoolOptional chosen = context.checkSparseTensorInvariants(false)) {
      if (!chosen.has_value()) {
        context.setCheckSparseTensorInvariants(optional(false)); // without it LibTorch warns
      }
    }
  }

  private SparseTensors() {}

  /** A COO tensor of zeros. */
  static Tensor zeros(long[] size, TensorOptions options) {
    try {
      required(size);
      requireLayout(Layout.sparseCoo, options);
      return options.applied(
          new Tensor(
              torch.sparse_coo_tensor(
                  required(size),
                  options.rawDtype(),
                  optional(Layout.sparseCoo),
                  options.rawDevice(),
                  options.rawPinMemory())));
    } catch (RuntimeException e) {
      throw failed(e, "sparse_coo_tensor(size, options)", size, options);
    }
  }

  /** A COO tensor; the size and {@code isCoalesced} may be null. */
  static Tensor coo(
      Tensor indices, Tensor values, long[] size, TensorOptions options, Boolean isCoalesced) {
    try (Scope scope = Torch.scope()) {
      Tensor typed = placed(values, options, options.dtype());
      Tensor places = placed(indices, options, DType.int64);
      requireLayout(Layout.sparseCoo, options);
      long[] shape = size == null ? inferred(places, typed) : size;
      OperatorByName.call(
          "_validate_sparse_coo_tensor_args", "", places, typed, shape, isCoalesced, null);
      var made =
          torch.sparse_coo_tensor(
              places.raw,
              typed.raw,
              shape,
              optional(typed.dtype()),
              optional(Layout.sparseCoo),
              optional(typed.device()),
              NO_BOOLEAN,
              optional(isCoalesced));
      return scope.detach(options.applied(new Tensor(made)));
    } catch (RuntimeException e) {
      throw failed(e, "sparse_coo_tensor(indices, values, options)", indices, values, options);
    }
  }

  private static long[] inferred(Tensor indices, Tensor values) {
    var made =
        torch.sparse_coo_tensor(
            indices.raw,
            values.raw,
            optional(values.dtype()),
            optional(Layout.sparseCoo),
            optional(values.device()),
            NO_BOOLEAN,
            NO_BOOLEAN);
    return made.shape();
  }

  /** A tensor of a compressed layout; the size may be null. */
  static Tensor compressed(
      Layout layout,
      Tensor compressedIndices,
      Tensor plainIndices,
      Tensor values,
      long[] size,
      TensorOptions options) {
    return compressed(
        layout,
        "compressedIndices, plainIndices",
        compressedIndices,
        plainIndices,
        values,
        size,
        options);
  }

  /**
   * A tensor of a compressed layout; the size may be null.
   *
   * @param indexNames the names of the two tensors of indices, for messages
   */
  static Tensor compressed(
      Layout layout,
      String indexNames,
      Tensor compressedIndices,
      Tensor plainIndices,
      Tensor values,
      long[] size,
      TensorOptions options) {
    try (Scope scope = Torch.scope()) {
      Tensor typed = placed(values, options, options.dtype());
      Tensor compressed = placed(compressedIndices, options, null);
      Tensor plain = placed(plainIndices, options, null);
      requireLayout(layout, options);
      long[] shape = size == null ? inferred(layout, compressed, plain, typed) : size;
      String check = "_validate_sparse_compressed_tensor_args";
      OperatorByName.call(check, "", compressed, plain, typed, shape, layout, null);
      var made =
          torch.sparse_compressed_tensor(
              compressed.raw,
              plain.raw,
              typed.raw,
              shape,
              optional(typed.dtype()),
              optional(layout),
              optional(typed.device()),
              NO_BOOLEAN);
      return scope.detach(options.applied(new Tensor(made)));
    } catch (RuntimeException e) {
      throw failed(
          e,
          operator(layout) + "(" + indexNames + ", values, options)",
          compressedIndices,
          plainIndices,
          values,
          options);
    }
  }

  private static long[] inferred(Layout layout, Tensor compressed, Tensor plain, Tensor values) {
    var made =
        torch.sparse_compressed_tensor(
            compressed.raw,
            plain.raw,
            values.raw,
            optional(values.dtype()),
            optional(layout),
            optional(values.device()),
            NO_BOOLEAN);
    return made.shape();
  }

  private static void requireLayout(Layout layout, TensorOptions options) {
    if (options.layout() != null && options.layout() != layout) {
      throw new IllegalArgumentException(
          operator(layout) + ": layout: got " + options.layout() + ", expected " + layout);
    }
  }

  private static Tensor placed(Tensor tensor, TensorOptions options, DType dtype) {
    Device device = options.device() == null ? tensor.device() : options.device();
    Tensor moved = tensor.to(device, dtype);
    return options.pinMemory() ? moved.pinMemory() : moved;
  }

  private static String operator(Layout layout) {
    return switch (layout) {
      case sparseCoo -> "sparse_coo_tensor";
      case sparseCsr -> "sparse_csr_tensor";
      case sparseCsc -> "sparse_csc_tensor";
      case sparseBsr -> "sparse_bsr_tensor";
      case sparseBsc -> "sparse_bsc_tensor";
      default -> "sparse_compressed_tensor";
    };
  }
}
