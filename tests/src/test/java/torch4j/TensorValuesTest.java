package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.TensorOptions.options;
import static torch4j.Torch.dims;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Tensors of Java's values. {@link TensorArraysTest} has the way back. */
final class TensorValuesTest {
  /** A row of two numbers. */
  record Point(double x, double y) {}

  private record Labelled(Point point, int label) {}

  private record Line(Point start, Point end) {}

  private record Named(String name) {}

  @Test
  void scalars_havePythonsDtypes() {
    assertTensor(Torch.tensor(true), DType.bool, List.of(), true);
    assertTensor(Torch.tensor(5), DType.int64, List.of(), 5L);
    assertTensor(Torch.tensor(1L << 40), DType.int64, List.of(), 1L << 40);
    assertTensor(Torch.tensor(1.5f), DType.float32, List.of(), 1.5);
    assertTensor(Torch.tensor(1.5), DType.float32, List.of(), 1.5);
    assertTensor(Torch.tensor(1e300), DType.float32, List.of(), Double.POSITIVE_INFINITY);
    assertTensor(Torch.tensor(1.5, DType.float64), DType.float64, List.of(), 1.5);
    assertTensor(Torch.tensor(2.9, DType.int32), DType.int32, List.of(), 2L);
    assertTensor(Torch.tensor(-1, DType.uint8), DType.uint8, List.of(), 255L);
    assertTensor(Torch.tensor(7, DType.uint32), DType.uint32, List.of(), 7L);
    assertTensor(
        Torch.tensor(1e6, DType.float16), DType.float16, List.of(), Double.POSITIVE_INFINITY);
  }

  @Test
  void arrays_haveTheirOwnDtypes() {
    assertTensor(Torch.tensor(new boolean[] {true, false}), DType.bool, List.of(2L), true, false);
    assertTensor(Torch.tensor(new byte[] {1, -1}), DType.uint8, List.of(2L), 1L, 255L);
    assertTensor(Torch.tensor(new short[] {1, -1}), DType.int16, List.of(2L), 1L, -1L);
    assertTensor(Torch.tensor(new int[] {1, -1}), DType.int32, List.of(2L), 1L, -1L);
    assertTensor(Torch.tensor(new long[] {1, -1}), DType.int64, List.of(2L), 1L, -1L);
    assertTensor(Torch.tensor(1, 2, 3), DType.int64, List.of(3L), 1L, 2L, 3L);
    assertTensor(Torch.tensor(0.5f, 1), DType.float32, List.of(2L), 0.5, 1.0);
    assertTensor(Torch.tensor(new double[] {0.1}), DType.float64, List.of(1L), 0.1);
    assertTensor(Torch.tensor(new float[0]), DType.float32, List.of(0L));
  }

  @Test
  void bytes_areUnsignedUnlessInt8() {
    byte[] bytes = {-1, 127};
    assertTensor(Torch.tensor(bytes, DType.int8), DType.int8, List.of(2L), -1L, 127L);
    assertTensor(Torch.tensor(bytes, DType.float32), DType.float32, List.of(2L), 255.0, 127.0);
    byte[][] nested = {bytes};
    assertTensor(Torch.tensor(nested, DType.int8), DType.int8, List.of(1L, 2L), -1L, 127L);
    assertTensor(Torch.tensor(nested, DType.int64), DType.int64, List.of(1L, 2L), 255L, 127L);
  }

  @Test
  void nestedArrays_keepTheirShape() {
    assertTensor(
        Torch.tensor(new float[][] {{1, 2}, {3, 4}}),
        DType.float32,
        List.of(2L, 2L),
        1.0,
        2.0,
        3.0,
        4.0);
    assertTensor(
        Torch.tensor(new int[][][] {{{1}, {2}}}), DType.int32, List.of(1L, 2L, 1L), 1L, 2L);
    assertTensor(
        Torch.tensor(new boolean[1][1][1][2]), DType.bool, List.of(1L, 1L, 1L, 2L), false, false);
    assertTensor(Torch.tensor(new double[0][]), DType.float64, List.of(0L, 0L));
    assertTensor(Torch.tensor(new double[2][0]), DType.float64, List.of(2L, 0L));
    assertTensor(Torch.tensor(new Integer[] {1, 2}), DType.int64, List.of(2L), 1L, 2L);
  }

  @Test
  void longRowsAndShortRows_areCopiedInOrder() {
    var rows = new long[5][];
    int[] sizes = {1500, 1500, 1500, 1500, 1500};
    long next = 0;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new long[sizes[i]];
      for (int j = 0; j < sizes[i]; j++) {
        rows[i][j] = next++;
      }
    }
    assertTrue(Torch.equal(Torch.tensor(rows), Torch.arange(7500).reshape(5, 1500)));
    var pairs = new float[10_000][2];
    for (int i = 0; i < 20_000; i++) {
      pairs[i / 2][i % 2] = i;
    }
    Tensor expected = Torch.arange(20_000, DType.float32).reshape(10_000, 2);
    assertTrue(Torch.equal(Torch.tensor(pairs), expected));
    assertArrayEquals(pairs, expected.toArray(float[][].class));
    assertArrayEquals(rows, Torch.arange(7500).reshape(5, 1500).toArray(long[][].class));
  }

  @Test
  void lists_areThoseOfPython() {
    assertTensor(Torch.tensor(List.of(1.5, 2)), DType.float32, List.of(2L), 1.5, 2.0);
    assertTensor(Torch.tensor(List.of(1, 2L, (short) 3)), DType.int64, List.of(3L), 1L, 2L, 3L);
    assertTensor(Torch.tensor(List.of(true, 2)), DType.int64, List.of(2L), 1L, 2L);
    assertTensor(Torch.tensor(List.of()), DType.float32, List.of(0L));
    assertTensor(Torch.tensor(List.of(List.of(), List.of())), DType.float32, List.of(2L, 0L));
    assertTensor(
        Torch.tensor(List.of(new float[] {1, 2}, new float[] {3, 4})),
        DType.float32,
        List.of(2L, 2L),
        1.0,
        2.0,
        3.0,
        4.0);
    assertTensor(
        Torch.tensor(List.of(Torch.tensor(1.5), Torch.tensor(2))),
        DType.float32,
        List.of(2L),
        1.5,
        2.0);
  }

  @Test
  void records_areRows() {
    var points = List.of(new Point(1, 2), new Point(3, 4));
    assertTensor(Torch.tensor(points), DType.float32, List.of(2L, 2L), 1.0, 2.0, 3.0, 4.0);
    assertTensor(Torch.tensor(points.get(0)), DType.float32, List.of(2L), 1.0, 2.0);
    assertTensor(
        Torch.tensor(points.toArray()), DType.float32, List.of(2L, 2L), 1.0, 2.0, 3.0, 4.0);
    assertTensor(
        Torch.tensor(points, DType.float64), DType.float64, List.of(2L, 2L), 1.0, 2.0, 3.0, 4.0);
    assertTensor(
        Torch.tensor(new Line(points.get(0), points.get(1))),
        DType.float32,
        List.of(2L, 2L),
        1.0,
        2.0,
        3.0,
        4.0);
  }

  @Test
  void options_areApplied() {
    Tensor weight =
        Torch.tensor(new double[] {1}, options().dtype(DType.float32).requiresGrad(true));
    assertTrue(weight.requiresGrad());
    assertTrue(weight.isLeaf());
    assertEquals(DType.float32, weight.dtype());
    assertEquals("meta", Torch.tensor(1, options().device(Device.of("meta"))).device().type());
    assertRefused(
        "tensor: layout: got sparseCoo, expected strided; call toSparse() after",
        () -> Torch.tensor(1, options().layout(Layout.sparseCoo)));
    assertRefused(
        "tensor: options: got null, expected TensorOptions.options()",
        () -> Torch.tensor(1, (TensorOptions) null));
    String message =
        assertThrows(TorchException.class, () -> Torch.tensor(1, options().requiresGrad(true)))
            .getMessage();
    assertTrue(message.startsWith("tensor: got [] int64; "), message);
  }

  @Test
  void raggedValues_areRefused() {
    assertRefused(
        "tensor: values[1]: got 3 elements, expected 2, as the first has",
        () -> Torch.tensor(new float[][] {{1, 2}, {1, 2, 3}}));
    assertRefused(
        "tensor: values[0][1]: got 1 element, expected 2, as the first has",
        () -> Torch.tensor(List.of(List.of(List.of(1, 2), List.of(1)))));
    assertRefused(
        "tensor: values[1]: got 5, expected 2 elements, as the first has",
        () -> Torch.tensor(List.of(List.of(1, 2), 5)));
    assertRefused(
        "tensor: values[1]: got int[], expected a number",
        () -> Torch.tensor(List.of(5, new int[1])));
    assertRefused(
        "tensor: values[1]: got int[], expected arrays or lists in it, as in the first",
        () -> Torch.tensor(List.of(new int[1][1], new int[1])));
  }

  @Test
  void otherValues_areRefused() {
    String rule = "expected a number or boolean, or an array, list or record of them";
    assertRefused("tensor: values[0]: got String, " + rule, () -> Torch.tensor(List.of("1")));
    assertRefused("tensor: values[0]: got String, " + rule, () -> Torch.tensor(new Named("1")));
    assertRefused(
        "tensor: values[1]: got null, " + rule, () -> Torch.tensor(Arrays.asList(1, null)));
    assertRefused("tensor: values[0]: got 1, " + rule, () -> Torch.tensor(List.of(BigInteger.ONE)));
    assertRefused(
        "tensor: values[0]: got a tensor [2], expected one without dimensions; see Torch.stack",
        () -> Torch.tensor(List.of(Torch.zeros(2))));
    assertRefused(
        "tensor: values[1]: got 2, expected 2 elements, as the first has",
        () -> Torch.tensor(new Labelled(new Point(1, 2), 2)));
    assertRefused(
        "tensor: values: got String, expected numbers or booleans, or arrays, lists, records or"
            + " buffers of them",
        () -> Torch.tensor("1", DType.int64));
    assertRefused(
        "tensor: values: got null, expected an array", () -> Torch.tensor((float[]) null));
    assertRefused(
        "tensor: values: got null, expected an array or a list",
        () -> Torch.tensor((List<?>) null));
    List<Object> endless = new ArrayList<>();
    endless.add(endless);
    assertRefused(
        "tensor: values: got more than 64 dimensions, expected at most 64",
        () -> Torch.tensor(endless));
  }

  @Test
  void numbersOutOfRange_areRefused() {
    assertRefused(
        "tensor: got 300 at 1, expected numbers from -128 to 127 for int8",
        () -> Torch.tensor(new int[] {1, 300}, DType.int8));
    assertRefused(
        "tensor: got -256, expected numbers from 0 to 255 for uint8",
        () -> Torch.tensor(-256, DType.uint8));
    assertRefused(
        "tensor: got NaN at 0, expected numbers from -2147483648 to 2147483647 for int32",
        () -> Torch.tensor(List.of(Double.NaN), DType.int32));
    assertRefused(
        "tensor: got -1, expected integers from 0 to 2^64 - 1 for uint64",
        () -> Torch.tensor(-1, DType.uint64));
  }

  @Test
  void asTensor_sharesTensors() {
    Tensor tensor = Torch.tensor(1, 2);
    assertSame(tensor, Torch.asTensor(tensor));
    assertEquals(DType.float32, Torch.asTensor(tensor, DType.float32).dtype());
    assertTensor(Torch.asTensor(new int[] {1}), DType.int32, List.of(1L), 1L);
    assertTensor(Torch.asTensor(1.5f), DType.float32, List.of(), 1.5);
    assertTensor(Torch.asTensor(List.of(true), DType.uint8), DType.uint8, List.of(1L), 1L);
    assertTrue(Torch.isTensor(tensor));
    assertFalse(Torch.isTensor(1));
  }

  @Test
  void complex_isRecorded() {
    Tensor real = Torch.tensor(List.of(1.0, 2.0)).requiresGrad_();
    Tensor imag = Torch.tensor(3.0f);
    Torch.viewAsReal(Torch.complex(real, imag)).sum().backward();
    assertArrayEquals(new float[] {1, 1}, real.grad().toFloatArray());
    assertRefused(
        "complex: got float32 and float64, expected both float16, float32 or float64, and the same",
        () -> Torch.complex(imag, Torch.tensor(1, DType.float64)));
    assertRefused(
        "complex: got int64 and int64, expected both float16, float32 or float64, and the same",
        () -> Torch.complex(Torch.tensor(1), Torch.tensor(1)));
    assertRefused("complex: imag: got null, expected a value", () -> Torch.complex(imag, null));
  }

  @Test
  void fill_leavesTheInput() {
    Tensor input = Torch.zeros(dims(2), DType.int32);
    assertTensor(Torch.fill(input, 7), DType.int32, List.of(2L), 7L, 7L);
    assertTensor(Torch.fill(input, Torch.tensor(8)), DType.int32, List.of(2L), 8L, 8L);
    assertArrayEquals(new int[] {0, 0}, input.toIntArray());
    Tensor recorded = Torch.ones(2).requiresGrad_();
    Torch.fill(recorded, 2.5).sum().backward();
    assertArrayEquals(new float[2], recorded.grad().toFloatArray());
    assertThrows(TorchException.class, () -> Torch.fill(input, Torch.zeros(2)));
    assertRefused("fill: input: got null, expected a value", () -> Torch.fill(null, 1));
  }

  private static void assertTensor(Tensor tensor, DType dtype, List<Long> shape, Object... values) {
    assertEquals(dtype, tensor.dtype());
    assertEquals(shape, Arrays.stream(tensor.shape()).boxed().toList());
    assertEquals(List.of(values), tensor.reshape(-1).toList());
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
