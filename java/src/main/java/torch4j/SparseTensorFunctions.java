package torch4j;

import torch4j.internal.Require;

/**
 * Functions of {@link Torch}: sparse tensors of given indices and values. Indices are always
 * checked, as with Python's {@code check_invariants=True}: LibTorch's operators read and write
 * beyond their memory for wrong ones.
 */
abstract class SparseTensorFunctions extends UniqueFunctions {
  SparseTensorFunctions() {}

  /** A sparse tensor of zeros. Same as {@code torch.sparse_coo_tensor(size)}. */
  public static Tensor sparseCooTensor(long... size) {
    return sparseCooTensor(size, TensorOptions.options());
  }

  /**
   * A sparse tensor of zeros. Same as {@code torch.sparse_coo_tensor(size, dtype=..., device=...)}.
   */
  public static Tensor sparseCooTensor(long[] size, TensorOptions options) {
    return SparseTensors.zeros(size, options);
  }

  /**
   * A sparse tensor of these values, of the smallest size that has all indices. Same as {@code
   * torch.sparse_coo_tensor(indices, values)}.
   *
   * @param indices {@code [sparseDim, nnz]}
   * @param values {@code [nnz, ...]}
   */
  public static Tensor sparseCooTensor(Tensor indices, Tensor values) {
    return sparseCooTensor(indices, values, null, TensorOptions.options(), null);
  }

  /**
   * A sparse tensor. Same as {@code torch.sparse_coo_tensor(indices, values, size)}; {@code size}
   * may be null, for None.
   */
  public static Tensor sparseCooTensor(Tensor indices, Tensor values, long... size) {
    return sparseCooTensor(indices, values, size, TensorOptions.options(), null);
  }

  /**
   * A sparse tensor. Same as {@code torch.sparse_coo_tensor(indices, values, size, dtype=...,
   * device=...)}; {@code size} may be null, for None.
   */
  public static Tensor sparseCooTensor(
      Tensor indices, Tensor values, long[] size, TensorOptions options) {
    return sparseCooTensor(indices, values, size, options, null);
  }

  /**
   * A sparse tensor. Same as {@code torch.sparse_coo_tensor(indices, values, size, dtype=...,
   * device=..., is_coalesced=isCoalesced)}; {@code size} and {@code isCoalesced} may be null, for
   * None.
   *
   * @throws TorchException if an index is outside the size, the shapes do not match, or the indices
   *     are not as {@code isCoalesced} says
   */
  public static Tensor sparseCooTensor(
      Tensor indices, Tensor values, long[] size, TensorOptions options, Boolean isCoalesced) {
    return SparseTensors.coo(indices, values, size, options, isCoalesced);
  }

  /** Compressed rows. Same as {@code torch.sparse_csr_tensor(crow, col, values)}. */
  public static Tensor sparseCsrTensor(Tensor crowIndices, Tensor colIndices, Tensor values) {
    return sparseCsrTensor(crowIndices, colIndices, values, null, TensorOptions.options());
  }

  /**
   * Compressed rows. Same as {@code torch.sparse_csr_tensor(crow, col, values, size)}, null for
   * None.
   */
  public static Tensor sparseCsrTensor(
      Tensor crowIndices, Tensor colIndices, Tensor values, long... size) {
    return sparseCsrTensor(crowIndices, colIndices, values, size, TensorOptions.options());
  }

  /**
   * Compressed rows. Same as {@code torch.sparse_csr_tensor(crow, col, values, size, dtype=...,
   * device=...)}; {@code size} may be null, for None.
   */
  public static Tensor sparseCsrTensor(
      Tensor crowIndices, Tensor colIndices, Tensor values, long[] size, TensorOptions options) {
    return SparseTensors.compressed(
        Layout.sparseCsr,
        "crowIndices, colIndices",
        crowIndices,
        colIndices,
        values,
        size,
        options);
  }

  /** Compressed columns. Same as {@code torch.sparse_csc_tensor(ccol, row, values)}. */
  public static Tensor sparseCscTensor(Tensor ccolIndices, Tensor rowIndices, Tensor values) {
    return sparseCscTensor(ccolIndices, rowIndices, values, null, TensorOptions.options());
  }

  /**
   * Compressed columns. Same as {@code torch.sparse_csc_tensor(ccol, row, values, size)}, null for
   * None.
   */
  public static Tensor sparseCscTensor(
      Tensor ccolIndices, Tensor rowIndices, Tensor values, long... size) {
    return sparseCscTensor(ccolIndices, rowIndices, values, size, TensorOptions.options());
  }

  /**
   * Compressed columns. Same as {@code torch.sparse_csc_tensor(ccol, row, values, size, dtype=...,
   * device=...)}; {@code size} may be null, for None.
   */
  public static Tensor sparseCscTensor(
      Tensor ccolIndices, Tensor rowIndices, Tensor values, long[] size, TensorOptions options) {
    return SparseTensors.compressed(
        Layout.sparseCsc,
        "ccolIndices, rowIndices",
        ccolIndices,
        rowIndices,
        values,
        size,
        options);
  }

  /** Compressed rows of blocks. Same as {@code torch.sparse_bsr_tensor(crow, col, values)}. */
  public static Tensor sparseBsrTensor(Tensor crowIndices, Tensor colIndices, Tensor values) {
    return sparseBsrTensor(crowIndices, colIndices, values, null, TensorOptions.options());
  }

  /**
   * Compressed rows of blocks. Same as {@code torch.sparse_bsr_tensor(crow, col, values, size)},
   * null for None.
   */
  public static Tensor sparseBsrTensor(
      Tensor crowIndices, Tensor colIndices, Tensor values, long... size) {
    return sparseBsrTensor(crowIndices, colIndices, values, size, TensorOptions.options());
  }

  /**
   * Compressed rows of blocks. Same as {@code torch.sparse_bsr_tensor(crow, col, values, size,
   * dtype=..., device=...)}; {@code size} may be null, for None.
   */
  public static Tensor sparseBsrTensor(
      Tensor crowIndices, Tensor colIndices, Tensor values, long[] size, TensorOptions options) {
    return SparseTensors.compressed(
        Layout.sparseBsr,
        "crowIndices, colIndices",
        crowIndices,
        colIndices,
        values,
        size,
        options);
  }

  /** Compressed columns of blocks. Same as {@code torch.sparse_bsc_tensor(ccol, row, values)}. */
  public static Tensor sparseBscTensor(Tensor ccolIndices, Tensor rowIndices, Tensor values) {
    return sparseBscTensor(ccolIndices, rowIndices, values, null, TensorOptions.options());
  }

  /**
   * Compressed columns of blocks. Same as {@code torch.sparse_bsc_tensor(ccol, row, values, size)},
   * null for None.
   */
  public static Tensor sparseBscTensor(
      Tensor ccolIndices, Tensor rowIndices, Tensor values, long... size) {
    return sparseBscTensor(ccolIndices, rowIndices, values, size, TensorOptions.options());
  }

  /**
   * Compressed columns of blocks. Same as {@code torch.sparse_bsc_tensor(ccol, row, values, size,
   * dtype=..., device=...)}; {@code size} may be null, for None.
   */
  public static Tensor sparseBscTensor(
      Tensor ccolIndices, Tensor rowIndices, Tensor values, long[] size, TensorOptions options) {
    return SparseTensors.compressed(
        Layout.sparseBsc,
        "ccolIndices, rowIndices",
        ccolIndices,
        rowIndices,
        values,
        size,
        options);
  }

  /**
   * A tensor of one of the compressed layouts. Same as {@code torch.sparse_compressed_tensor(
   * compressed_indices, plain_indices, values, size, layout=..., dtype=..., device=...)}; {@code
   * size} may be null, for None.
   *
   * @param options with the layout
   * @throws TorchException if an index is outside the size, the shapes do not match, or the layout
   *     is not compressed
   */
  public static Tensor sparseCompressedTensor(
      Tensor compressedIndices,
      Tensor plainIndices,
      Tensor values,
      long[] size,
      TensorOptions options) {
    Require.nonNull(options, "sparse_compressed_tensor: options", "options with a layout");
    return SparseTensors.compressed(
        Require.nonNull(
            options.layout(), "sparse_compressed_tensor: layout", "a compressed layout"),
        compressedIndices,
        plainIndices,
        values,
        size,
        options);
  }
}
