package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.Torch.dims;

import java.math.BigInteger;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Java's values of tensors. {@link TensorValuesTest} has the way there. */
final class TensorArraysTest {
  @Test
  void item_isOfPythonsType() {
    assertEquals(0.5, Torch.tensor(0.5f).item());
    assertEquals((double) 0.1f, Torch.tensor(0.1f).item());
    assertEquals(1.5, Torch.tensor(1.5, DType.bfloat16).item());
    assertEquals(7L, Torch.tensor(7, DType.uint8).item());
    assertEquals(true, Torch.tensor(new boolean[][] {{true}}).item());
    assertEquals(
        new BigInteger("18446744073709551615"), Torch.tensor(-1).view(DType.uint64).item());
    assertEquals(2.5, Torch.tensor(2.5).requiresGrad_().item());
  }

  @Test
  void items_areConverted() {
    assertEquals(3, Torch.tensor(3.0).itemLong());
    assertEquals(3, Torch.tensor(3).itemInt());
    assertEquals(1, Torch.tensor(true).itemInt());
    assertEquals(0.5f, Torch.tensor(0.5, DType.float64).itemFloat());
    assertEquals(3.0, Torch.tensor(3).itemDouble());
    assertTrue(Torch.tensor(0.5).itemBoolean());
    assertFalse(Torch.tensor(0).itemBoolean());
  }

  @Test
  void otherItems_areRefused() {
    assertRefusedByLibTorch(
        "item: got [2] int64; a Tensor with 2 elements cannot be converted to Scalar",
        () -> Torch.tensor(1, 2).item());
    assertRefusedByLibTorch(
        "item: got [0] float32; a Tensor with 0 elements cannot be converted to Scalar",
        () -> Torch.zeros(0).item());
    Tensor complex = Torch.complex(Torch.tensor(1.0), Torch.tensor(2.0));
    String real = ": got [] complex64, expected a real number; call real(), imag() or";
    assertRefused("item" + real + " Torch.viewAsReal before", complex::item);
    assertRefused("itemLong" + real + " Torch.viewAsReal before", complex::itemLong);
    assertRefused("itemFloat" + real + " Torch.viewAsReal before", complex::itemFloat);
    assertRefused(
        "itemLong: got 1.5, expected a whole number within long; itemDouble() takes any",
        () -> Torch.tensor(1.5).itemLong());
    assertRefused(
        "itemInt: got 2147483648, expected a number from -2147483648 to 2147483647",
        () -> Torch.tensor(1L << 31).itemInt());
    assertRefused(
        "itemLong: got 9.223372036854776E18, expected a whole number within long; itemDouble()"
            + " takes any",
        () -> Torch.tensor(0x1p63).itemLong());
  }

  @Test
  void closedTensors_areIllegalState() {
    Tensor closed = Torch.tensor(1.0);
    closed.close();
    String rule =
        ": input: got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step";
    assertClosed("item" + rule, closed::item);
    assertClosed("itemLong" + rule, closed::itemLong);
    assertClosed("itemDouble" + rule, closed::itemDouble);
    assertClosed("itemBoolean" + rule, closed::itemBoolean);
    assertClosed("toFloatArray" + rule, closed::toFloatArray);
    assertClosed("asByteBuffer" + rule, closed::asByteBuffer);
    assertThrows(IllegalStateException.class, closed::toList);
    assertThrows(IllegalStateException.class, closed::toImage);
    assertThrows(IllegalStateException.class, () -> closed.toArray(float[].class));
    assertThrows(IllegalStateException.class, () -> Torch.tensor(List.of(closed)));
    assertThrows(IllegalStateException.class, () -> Torch.fill(closed, 1));
    assertThrows(IllegalStateException.class, () -> Torch.complex(closed, closed));
  }

  @Test
  void arrays_ofTheSameDtype() {
    assertArrayEquals(new float[] {1, 2}, Torch.tensor(1f, 2f).toFloatArray());
    assertArrayEquals(new double[] {1}, Torch.tensor(new double[] {1}).toDoubleArray());
    assertArrayEquals(new long[] {1}, Torch.tensor(new long[] {1}).toLongArray());
    assertArrayEquals(new int[] {1}, Torch.tensor(new int[] {1}).toIntArray());
    assertArrayEquals(new short[] {1}, Torch.tensor(new short[] {1}).toShortArray());
    assertArrayEquals(new byte[] {-1}, Torch.tensor(new byte[] {-1}).toByteArray());
    assertArrayEquals(new byte[] {-1}, Torch.tensor(new byte[] {-1}, DType.int8).toByteArray());
    boolean[] truths = {true, false};
    assertArrayEquals(truths, Torch.tensor(truths).toBooleanArray());
    assertArrayEquals(new float[0], Torch.zeros(0, 3).toFloatArray());
    assertArrayEquals(new float[1], Torch.zeros().toFloatArray());
  }

  @Test
  void arrays_ofAnyLayout() {
    Tensor x = Torch.arange(6, DType.float32).reshape(2, 3);
    assertArrayEquals(new float[] {0, 3, 1, 4, 2, 5}, x.t().toFloatArray());
    assertArrayEquals(new float[] {1, 4}, x.select(1, 1).toFloatArray());
    assertArrayEquals(new float[] {3, 4, 5}, x.select(0, 1).toFloatArray());
    assertArrayEquals(new float[] {7, 7}, Torch.tensor(7f).expand(2).toFloatArray());
    assertArrayEquals(new int[] {0, 3, 1, 4, 2, 5}, x.t().toIntArray());
    Tensor negated = Torch.complex(x, x).conj().imag();
    assertTrue(negated.isNeg());
    assertArrayEquals(new float[] {-0f, -1, -2, -3, -4, -5}, negated.toFloatArray());
    assertArrayEquals(new float[] {-0f, -1, -2}, negated.select(0, 0).clone().toFloatArray());
    assertArrayEquals(new float[] {0, 3}, x.requiresGrad_().select(1, 0).toFloatArray());
  }

  @Test
  void otherFloats_areConvertedBothWays() {
    float[] values = {1, -0.5f, 65504};
    for (DType dtype : new DType[] {DType.float16, DType.bfloat16}) {
      Tensor half = Torch.tensor(values, dtype);
      assertEquals(dtype, half.dtype());
      assertArrayEquals(half.toFloat().toFloatArray(), half.toFloatArray());
    }
    var many = new float[100_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i % 2048;
    }
    assertArrayEquals(many, Torch.tensor(many, DType.float16).toFloatArray());
  }

  @Test
  void lossyNarrowing_isRefused() {
    assertRefused(
        "toIntArray: got 3000000000 at 1, expected numbers from -2147483648 to 2147483647",
        () -> Torch.tensor(1, 3_000_000_000L).toIntArray());
    assertRefused(
        "toIntArray: got 1.5 at 0, expected a whole number; call round() or trunc() before",
        () -> Torch.tensor(1.5f).toIntArray());
    assertRefused(
        "toLongArray: got NaN at 0, expected a whole number; call round() or trunc() before",
        () -> Torch.tensor(Float.NaN).toLongArray());
    assertRefused(
        "toLongArray: got 1.0E19 at 0, expected numbers from -9223372036854775808 to"
            + " 9223372036854775807",
        () -> Torch.tensor(1e19, DType.float64).toLongArray());
    assertRefused(
        "toShortArray: got 40000 at 40000, expected numbers from -32768 to 32767",
        () -> {
          var numbers = new long[40_001];
          numbers[40_000] = 40_000;
          Torch.tensor(numbers).toShortArray();
        });
    assertRefused(
        "toLongArray: got 18446744073709551615 at 0, expected numbers from -9223372036854775808 to"
            + " 9223372036854775807",
        () -> Torch.tensor(-1).view(DType.uint64).toLongArray());
  }

  @Test
  void wrongDtypes_areRefused() {
    assertRefused(
        "toBooleanArray: got [2] float32, expected bool; call bool() before",
        () -> Torch.zeros(2).toBooleanArray());
    assertRefused(
        "toByteArray: got [2] int64, expected uint8 or int8; call to(DType.uint8) before",
        () -> Torch.tensor(1, 2).toByteArray());
    assertRefused(
        "toFloatArray: got [2] complex64, expected real numbers; call Torch.viewAsReal before",
        () -> Torch.zeros(dims(2), DType.complex64).toFloatArray());
    assertRefused(
        "toFloatArray: got layout sparseCoo, expected strided; call toDense() before",
        () -> Torch.zeros(2).toSparse().toFloatArray());
  }

  @Test
  void nestedArrays_haveTheTensorsDimensions() {
    Tensor x = Torch.arange(6).reshape(2, 3);
    assertArrayEquals(new long[][] {{0, 1, 2}, {3, 4, 5}}, x.toArray(long[][].class));
    assertArrayEquals(new float[][] {{0, 3}, {1, 4}, {2, 5}}, x.t().toArray(float[][].class));
    assertArrayEquals(new int[0][3], Torch.zeros(0, 3).toArray(int[][].class));
    assertArrayEquals(new int[3][0], Torch.zeros(3, 0).toArray(int[][].class));
    assertRefused(
        "toArray: arrayType: got float[] for [2, 3], expected an array of primitives with 2 dimensions",
        () -> x.toArray(float[].class));
    assertRefused(
        "toArray: arrayType: got Float[][] for [2, 3], expected an array of primitives with 2 dimensions",
        () -> x.toArray(Float[][].class));
    assertRefused(
        "toArray: arrayType: got float[] for [], expected an array of primitives with 1 dimensions; a tensor"
            + " without dimensions has item()",
        () -> Torch.tensor(1).toArray(float[].class));
    assertRefused(
        "toArray: arrayType: got null for [2, 3], expected an array of primitives with 2 dimensions",
        () -> x.toArray(null));
  }

  @Test
  void lists_areThoseOfPython() {
    assertEquals(List.of(List.of(0L, 1L)), Torch.arange(2).reshape(1, 2).toList());
    assertEquals(List.of(true), Torch.tensor(new boolean[] {true}).toList());
    assertEquals(List.of(0.5), Torch.tensor(0.5f).reshape(1).toList());
    assertEquals(List.of(List.of(), List.of()), Torch.zeros(2, 0).toList());
    assertRefused(
        "toList: got a tensor without dimensions, expected at least 1; call item()",
        () -> Torch.tensor(1).toList());
  }

  @Test
  void conversions_leaveNoNativeObjects() throws InterruptedException {
    Tensor x = Torch.arange(6, DType.float32).reshape(2, 3);
    Tensor half = x.half();
    Tensor transposed = x.t();
    Tensor row = x.select(0, 0).select(0, 0);
    long before = settledCount();
    for (int i = 0; i < 100; i++) {
      transposed.toFloatArray();
      half.toFloatArray();
      x.toIntArray();
      x.toList();
      x.toArray(double[][].class);
      row.item();
      row.itemLong();
      assertThrows(IllegalArgumentException.class, x::toBooleanArray);
      Torch.tensor(new float[2][3], DType.float16).close();
      Torch.tensor(List.of(1, 2)).close();
      Torch.tensor(1.5, DType.bfloat16).close();
    }
    assertEquals(before, Pointer.totalCount());
  }

  private static long settledCount() throws InterruptedException {
    long count;
    do {
      count = Pointer.totalCount();
      System.gc();
      Thread.sleep(50);
    } while (Pointer.totalCount() != count);
    return count;
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  private static void assertRefusedByLibTorch(String message, Executable action) {
    assertEquals(message, assertThrows(TorchException.class, action).getMessage());
  }

  private static void assertClosed(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalStateException.class, action).getMessage());
  }
}
