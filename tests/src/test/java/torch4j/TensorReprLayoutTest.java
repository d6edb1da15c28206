package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;

/** Texts that Python 2.13 printed, of tensors that are rare among {@link TensorReprLiveTest}'s. */
final class TensorReprLayoutTest {
  private static final double NAN = Double.NaN;
  private static final double INF = Double.POSITIVE_INFINITY;

  @Test
  void toString_ofMkldnnTensor_namesTheLayout() {
    assertText(
        """
        tensor([[0., 1., 2.],
                [3., 4., 5.]], layout=torch._mkldnn)""",
        Tensor.wrap(matrix().unwrap().to_mkldnn()));
  }

  @Test
  void toString_ofUncoalescedTensor_repeatsIndices() {
    assertText(
        """
        tensor(indices=tensor([[0, 0, 1]]),
               values=tensor([1., 2., 3.]),
               size=(3,), nnz=3, layout=torch.sparse_coo)""",
        coo(longs(0, 0, 1).view(1, 3), floats(1, 2, 3), 3));
  }

  @Test
  void toString_ofHybridTensor_hasValuesOfMoreDimensions() {
    assertText(
        """
        tensor(indices=tensor([[0, 2]]),
               values=tensor([[1., 2.],
                              [3., 4.]]),
               size=(3, 2), nnz=2, layout=torch.sparse_coo)""",
        coo(longs(0, 2).view(1, 2), floats(1, 2, 3, 4).view(2, 2), 3, 2));
  }

  @Test
  void toString_ofSparseZeros_givesTheirSizes() {
    assertText(
        """
        tensor(indices=tensor([], size=(2, 0)),
               values=tensor([], size=(0,)),
               size=(2, 3), nnz=0, layout=torch.sparse_coo)""",
        matrix().mul(0).toSparse());
  }

  @Test
  void toString_ofSparseLeaf_requiresGrad() {
    assertText(
        """
        tensor(indices=tensor([[0, 1],
                               [1, 0]]),
               values=tensor([5., 7.]),
               size=(2, 2), nnz=2, layout=torch.sparse_coo, requires_grad=True)""",
        floats(0, 5, 7, 0).view(2, 2).toSparse().requiresGrad_());
  }

  @Test
  void toString_ofLargeSparseTensor_isSummarised() {
    assertText(
        """
        tensor(indices=tensor([[   0,    1,    2,  ..., 1997, 1998, 1999]]),
               values=tensor([1.0000e+00, 2.0000e+00, 3.0000e+00,  ...,
                              1.9980e+03, 1.9990e+03, 2.0000e+03]),
               size=(2000,), nnz=2000, layout=torch.sparse_coo)""",
        Torch.arange(2000).toFloat().add(1).toSparse());
  }

  @Test
  void toString_ofSparseMetaTensor_hasNoElements() {
    assertText(
        """
        tensor(indices=tensor(..., size=(1, 0)),
               values=tensor(..., size=(0,)),
               device='meta', size=(3,), layout=torch.sparse_coo)""",
        coo(longs(0, 2).view(1, 2), floats(1, 2), 3).to("meta"));
  }

  @Test
  void toString_ofBatchOfCsr_hasIndicesOfMoreDimensions() {
    assertText(
        """
        tensor(crow_indices=tensor([[0, 1, 2],
                                    [0, 1, 2]]),
               col_indices=tensor([[1, 0],
                                   [0, 1]]),
               values=tensor([[1., 2.],
                              [3., 4.]]), size=(2, 2, 2), nnz=2,
               layout=torch.sparse_csr)""",
        floats(0, 1, 2, 0, 3, 0, 0, 4).view(2, 2, 2).toSparseCsr());
  }

  @Test
  void toString_ofCsrZeros_givesTheirSizes() {
    assertText(
        """
        tensor(crow_indices=tensor([0, 0, 0]),
               col_indices=tensor([], size=(0,)),
               values=tensor([], size=(0,)), size=(2, 2), nnz=0,
               layout=torch.sparse_csr)""",
        floats(0, 0, 0, 0).view(2, 2).toSparseCsr());
  }

  @Test
  void toString_ofBlocks_hasValuesOfThreeDimensions() {
    assertText(
        """
        tensor(ccol_indices=tensor([0, 1, 2]),
               row_indices=tensor([0, 1]),
               values=tensor([[[1., 0.],
                               [0., 1.]],

                              [[1., 0.],
                               [0., 1.]]]), size=(4, 4), nnz=2, dtype=torch.float64,
               layout=torch.sparse_bsc)""",
        Torch.eye(4).toDouble().toSparseBsc(new long[] {2, 2}));
  }

  @Test
  void toString_ofMetaTensor_hasDeviceSizeAndDtype() {
    assertText("tensor(..., device='meta', size=(2,), dtype=torch.int64)", longs(1, 2).to("meta"));
  }

  @Test
  void toString_ofComplexNumbers_alignsTheRealParts() {
    assertText(
        "tensor([       nan-infj,        inf-0.j, -0.0000e+00+nanj, 1.0000e+10+1.j])",
        complex(floats(NAN, INF, -0.0, 1e10), floats(-INF, -0.0, NAN, 1)));
  }

  @Test
  void toString_ofNegatedView_isNegated() {
    assertText(
        "tensor([-2.,  4.])",
        Tensor.wrap(torch.imag(complex(floats(1, 3), floats(2, -4)).conj().unwrap())));
  }

  @Test
  void toString_ofPowersOfTwo_takesNanForFinite() {
    assertText(
        """
        tensor([                                      0.0000,
                                                      1.0000,
                                                      2.0000,
                170141183460469231731687303715884105728.0000,
                                                         nan],
               dtype=torch.float8_e8m0fnu)""",
        e8m0(0, 127, 128, 254, 255));
  }

  @Test
  void toString_ofUnsignedNumbers_hasNoSign() {
    assertText(
        """
        tensor([18446744073709551615,  9223372036854775808,                    0],
               dtype=torch.uint64)""",
        longs(-1, Long.MIN_VALUE, 0).view(DType.uint64));
  }

  @Test
  void toString_ofComplexCsr_readsDetachedValues() {
    assertText(
        """
        tensor(crow_indices=tensor([0, 1, 2]),
               col_indices=tensor([0, 1]),
               values=tensor([1.+1.j, 2.-2.j]), size=(2, 2), nnz=2,
               layout=torch.sparse_csr)""",
        complex(floats(1, 0, 0, 2), floats(1, 0, 0, -2)).view(2, 2).toSparseCsr());
  }

  @Test
  void toString_ofInferenceTensor_isUsual() {
    Tensor made;
    try (var inference = Torch.inferenceMode()) {
      made = floats(1, 2).mul(2);
    }
    assertText("tensor([2., 4.])", made);
  }

  @Test
  void toString_ofBaseOfModifiedView_saysCopySlices() {
    Tensor base = floats(1, 2).requiresGrad_().clone();
    base.select(0, 0).mul_(3);
    assertText("tensor([3., 2.], grad_fn=<CopySlices>)", base);
  }

  private static void assertText(String expected, Tensor tensor) {
    assertEquals(expected, tensor.toString());
  }

  private static Tensor matrix() {
    return floats(0, 1, 2, 3, 4, 5).view(2, 3);
  }

  private static Tensor floats(double... values) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, values.length)).to(DType.float32);
  }

  private static Tensor longs(long... values) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, values.length));
  }

  private static Tensor e8m0(long... bytes) {
    return longs(bytes).to(DType.uint8).view(DType.float8_e8m0fnu);
  }

  private static Tensor complex(Tensor real, Tensor imaginary) {
    Tensor pairs = Torch.stack(List.of(real, imaginary), -1);
    return Tensor.wrap(torch.view_as_complex(pairs.unwrap()));
  }

  private static Tensor coo(Tensor indices, Tensor values, long... size) {
    return Tensor.wrap(torch.sparse_coo_tensor(indices.unwrap(), values.unwrap(), size));
  }
}
