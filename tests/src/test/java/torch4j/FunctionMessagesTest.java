package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static torch4j.TensorOptions.options;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What the functions that Python has above the operators refuse, and in which words. */
final class FunctionMessagesTest {
  private static final Tensor SOME = Torch.ones(2, 3);

  @Test
  void unravelIndex_wrongArguments_areNamed() {
    refused(
        "unravel_index: indices: got torch.float32, expected a dtype of integers",
        () -> Torch.unravelIndex(SOME, 2, 3));
    Tensor indices = Torch.tensor(1, 2);
    refused(
        "unravel_index: shape: got [2, -1], expected sizes of at least 0",
        () -> Torch.unravelIndex(indices, 2, -1));
    refused(
        "unravel_index: shape: got [2, 4294967296, 4294967296], expected at most 2^63 - 1 elements",
        () -> Torch.unravelIndex(indices, 2, 1L << 32, 1L << 32));
    refused(
        "unravel_index: indices: got null, expected a tensor",
        () -> Torch.unravelIndex(null, 2, 3));
  }

  @Test
  void pcaLowrank_wrongArguments_areNamed() {
    refused("pca_lowrank: q: got 3, expected 0 to 2", () -> Torch.pcaLowrank(SOME, 3));
    refused(
        "pca_lowrank: niter: got -1, expected >= 0", () -> Torch.pcaLowrank(SOME, 1L, true, -1));
    refused(
        "svd_lowrank: a: got the shape [2], expected 2 or more dimensions",
        () -> Torch.svdLowrank(Torch.ones(2)));
  }

  @Test
  void matrixPower_ofWhatLibTorchCannotNegate_ends() {
    String message = "matrix_power: n: got -9223372036854775808, expected > -9223372036854775808";
    Tensor matrix = Torch.eye(2);
    refused(message, () -> matrix.matrixPower(Long.MIN_VALUE));
    refused(message, () -> Torch.matrixPower(matrix, Long.MIN_VALUE));
    refused(message, () -> Linalg.matrixPower(matrix, Long.MIN_VALUE));
    assertEquals(2, matrix.matrixPower(Long.MIN_VALUE + 1).sum().itemDouble());
  }

  @Test
  void sparseTensor_wrongLayout_isRefused() {
    Tensor places = Torch.tensor(new long[][] {{0}, {1}});
    refused(
        "sparse_coo_tensor: layout: got strided, expected sparseCoo",
        () ->
            Torch.sparseCooTensor(
                places, Torch.ones(1), new long[] {2, 2}, options().layout(Layout.strided)));
    Tensor one = Torch.tensor(new long[] {0, 1});
    refused(
        "sparse_compressed_tensor: layout: got null, expected a compressed layout",
        () -> Torch.sparseCompressedTensor(one, one, Torch.ones(1), null, options()));
  }

  @Test
  void sparseTensor_indexOutsideOfIt_isRefused() {
    Tensor places = Torch.tensor(new long[][] {{0}, {5}});
    String message =
        assertThrows(TorchException.class, () -> Torch.sparseCooTensor(places, Torch.ones(1), 2, 2))
            .getMessage();
    assertEquals(
        "sparse_coo_tensor: got [2, 1] int64 and [1] float32; size is inconsistent with indices:"
            + " for dim 1, size is 2 but found index 5",
        message);
    Tensor starts = Torch.tensor(0L, 1L);
    Tensor columns = Torch.tensor(new long[] {7});
    assertEquals(
        "sparse_csr_tensor: got [2] int64 and [1] int64 and [1] float32;"
            + " `0 <= col_indices < ncols` is not satisfied.",
        assertThrows(
                TorchException.class,
                () -> Torch.sparseCsrTensor(starts, columns, Torch.ones(1), 1, 3))
            .getMessage());
  }

  @Test
  void sparseTensor_farthestIndex_neitherOverflowsNorCrashes() {
    Tensor starts = Torch.tensor(0L, 1L);
    Tensor columns = Torch.tensor(new long[] {Long.MAX_VALUE});
    assertThrows(TorchException.class, () -> Torch.sparseCsrTensor(starts, columns, Torch.ones(1)));
    Tensor places = Torch.tensor(new long[][] {{Long.MAX_VALUE}, {1}});
    assertThrows(TorchException.class, () -> Torch.sparseCooTensor(places, Torch.ones(1)));
  }

  @Test
  void sparseCooTensor_ofASize_isEmpty() {
    Tensor zeros = Torch.sparseCooTensor(new long[] {2, 3}, options().dtype(DType.float64));
    assertEquals(Layout.sparseCoo, zeros.layout());
    assertEquals(DType.float64, zeros.dtype());
    assertEquals("[2, 3]", Arrays.toString(Torch.sparseCooTensor(2, 3).shape()));
    assertEquals(0, zeros.values().numel());
  }

  @Test
  void sparseTensors_passGradientsToTheValues() {
    Tensor values = Torch.ones(2).requiresGrad_();
    Tensor places = Torch.tensor(new long[][] {{0, 1}, {1, 0}});
    Torch.sparseCooTensor(places, values, 2, 2).toDense().mul(3.0).sum().backward();
    assertEquals("[3.0, 3.0]", Arrays.toString(values.grad().toDoubleArray()));
  }

  @Test
  void closedAndMissingTensors_areNamed() {
    Tensor closed = Torch.ones(2, 2);
    closed.close();
    for (Executable call :
        List.<Executable>of(
            () -> Torch.unique(closed),
            () -> Torch.unique(closed, 0),
            () -> Torch.stft(closed, 4),
            () -> Torch.lu(closed),
            () -> Torch.histogramdd(closed, 2),
            () -> Torch.indexPut(closed, List.of(), SOME),
            () -> Torch.indexPut(SOME, List.of(closed), SOME),
            () -> Torch.sparseCooTensor(closed, SOME),
            () -> Torch.sparseCsrTensor(SOME, closed, SOME),
            () -> Torch.svdLowrank(closed),
            () -> SOME.newTensor(closed))) {
      assertThrows(IllegalStateException.class, call);
    }
    for (Executable call :
        List.<Executable>of(
            () -> Torch.unique(null),
            () -> Torch.stft(SOME, 4, null),
            () -> Torch.stft(SOME, 4, StftOptions.options().padMode(null)),
            () -> Torch.istft(SOME, 4, null),
            () -> Torch.lu(null),
            () -> Torch.histogramdd(SOME, (long[]) null),
            () -> Torch.histogramdd(SOME, (List<Tensor>) null),
            () -> Torch.indexPut(SOME, null, SOME),
            () -> Torch.indexPut(SOME, Arrays.asList(SOME, null), SOME),
            () -> Torch.sparseCooTensor(null, SOME),
            () -> Torch.sparseCooTensor((long[]) null),
            () -> Torch.sparseCsrTensor(null, SOME, SOME),
            () -> Torch.pcaLowrank(null),
            () -> SOME.newTensor(null),
            () -> SOME.newTensor(1, null))) {
      assertThrows(IllegalArgumentException.class, call);
    }
  }

  @Test
  void properties_areThoseOfPython() {
    assertEquals(4, SOME.itemsize());
    assertEquals(24, SOME.nbytes());
    assertEquals(2, SOME.ndimension());
    assertEquals(6, SOME.nelement());
    assertEquals(6, Torch.numel(SOME));
    assertEquals(-1, Torch.getDevice(SOME));
    assertFalse(SOME.isSparseCsr());
    assertEquals(true, SOME.toSparseCsr().isSparseCsr());
    assertEquals("[3, 2]", Arrays.toString(SOME.H().shape()));
    assertEquals(DType.complex64, SOME.cfloat().dtype());
    assertEquals(DType.complex128, SOME.cdouble().dtype());
    assertEquals(DType.complex32, SOME.chalf().dtype());
  }

  private static void refused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }
}
