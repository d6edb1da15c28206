package torch4j.distributions;

import torch4j.Index;
import torch4j.Tensor;
import torch4j.TensorOptions;
import torch4j.Torch;

/** The elements below a diagonal of square matrices, as vectors in row order. */
final class TriangularVectors {
  private TriangularVectors() {}

  /** {@code tril_matrix_to_vec(matrix, diag)}. */
  static Tensor vector(Tensor matrix, long diag) {
    return matrix.get(Index.ellipsis(), mask(matrix, matrix.size(-1), diag));
  }

  /** {@code vec_to_tril_matrix(vector, diag=-1)}. */
  static Tensor matrix(Tensor vector) {
    long size = matrixSize(vector.size(-1));
    Tensor matrix =
        vector.newZeros(Operators.join(Operators.withoutLast(vector.shape(), 1), size, size));
    matrix.set(vector, Index.ellipsis(), mask(vector, size, -1));
    return matrix;
  }

  /** The size of the matrix with so many elements below its diagonal. */
  static long matrixSize(long elements) {
    long size = Math.round(Math.sqrt(0.25 + 2 * elements) + 0.5);
    if (size * (size - 1) / 2 != elements) {
      throw new IllegalArgumentException(
          "shape: got "
              + elements
              + " elements, expected as many as a square matrix has below its diagonal");
    }
    return size;
  }

  private static Tensor mask(Tensor like, long size, long diag) {
    Tensor column = Torch.arange(size, TensorOptions.options().device(like.device()));
    return column.lt(column.view(-1, 1).add(diag + 1));
  }
}
