package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static torch4j.Index.all;
import static torch4j.Index.ellipsis;
import static torch4j.Index.newAxis;
import static torch4j.Index.range;
import static torch4j.Index.to;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What of subscripts and iteration Python does not have, or has in another form. */
final class TensorIndexTest {
  private final Tensor x = Torch.arange(24.0).reshape(2, 3, 4);

  @Test
  void get_asInTheJavadoc() {
    assertArrayEquals(new long[] {2, 2, 4}, x.get(all(), range(1, 3)).shape());
    assertArrayEquals(new long[] {2, 3, 4, 1}, x.get(ellipsis(), newAxis()).shape());
    assertArrayEquals(new long[] {2, 2, 4}, x.get(Index.from(-2), to(4).step(2)).shape());
    assertValues(x.get(1, 2, 3), 23);
    assertValues(x.get(1, 2, ellipsis(), range(0, 4, 3)), 20, 23);
  }

  @Test
  void get_ofIntegersAndRanges_isView() {
    x.get(0).fill_(-1.0);
    x.get(1, range(1, 3), 0).fill_(-2.0);
    assertValues(x.get(all(), 1, 0), -1, -2);
  }

  @Test
  void get_ofTensorsAndLists_isCopy() {
    x.get(x.ge(0.0)).fill_(-1.0);
    x.get(List.of(0, 1)).fill_(-1.0);
    x.get(true).fill_(-1.0);
    assertEquals(276, x.sum().unwrap().item_double());
  }

  @Test
  void get_everyIntegerType() {
    for (Object one : List.of(1L, 1, (short) 1, (byte) 1)) {
      assertArrayEquals(new long[] {3, 4}, x.get(one).shape());
      assertArrayEquals(new long[] {3}, x.get(one, all(), one).shape());
    }
  }

  @Test
  void get_everyArray() {
    for (Object array :
        List.of(
            new long[] {1, 0},
            new int[] {1, 0},
            new short[] {1, 0},
            new byte[] {1, 0},
            new Long[] {1L, 0L},
            new Integer[] {1, 0})) {
      assertValues(x.get(array, 0, 0), 12, 0);
      assertArrayEquals(new long[] {2, 3, 4}, x.get(array).shape());
    }
    assertArrayEquals(new long[] {1, 2, 3, 4}, x.get(new int[][] {{1, 0}}).shape());
    assertValues(x.get(new boolean[] {false, true}, 0, 0), 12);
  }

  @Test
  void get_arrayOfObjects_isTuple() {
    Tensor one = Tensor.wrap(org.bytedeco.pytorch.Tensor.create(1L));
    assertArrayEquals(new long[] {3}, x.get(new Object[] {0, all(), 1}).shape());
    assertArrayEquals(new long[] {2, 1, 3, 4}, x.get(new Index[] {all(), newAxis()}).shape());
    assertArrayEquals(new long[] {1, 4}, x.get(new Tensor[] {one, one}).shape());
    assertArrayEquals(new long[] {2, 3, 4}, x.get(new Object[0]).shape());
  }

  @Test
  void get_listOfOtherThanNumbers_isTuple() {
    assertArrayEquals(new long[] {1, 4}, x.get(List.of(0, List.of(1))).shape());
    assertArrayEquals(new long[] {2}, x.get(List.of(all(), 0, 0)).shape());
  }

  @Test
  void set_returnsTheTensor_andConverts() {
    Tensor integers = Torch.zeros(new long[] {2, 3}, DType.int64);
    assertSame(integers, integers.set(1.7, 0));
    assertSame(integers, integers.set(true, 1, 0));
    assertSame(integers, integers.set(x.get(0, 0, range(0, 2)), 1, Index.from(1)));
    assertValues(integers, 1, 1, 1, 1, 0, 1);
  }

  @Test
  void set_broadcasts() {
    x.set(x.get(1, 0), all(), 1);
    assertValues(x.get(0, 1), 12, 13, 14, 15);
    x.set(-1, x.gt(0.0));
    assertEquals(-23, x.sum().unwrap().item_double());
  }

  @Test
  void backward_reachesWhatWasRead() {
    x.requiresGrad_();
    x.get(1, range(0, 2), List.of(0, 0)).sum().backward();
    assertValues(x.grad().get(1), 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void backward_afterSet_leavesOutWhatWasOverwritten() {
    x.requiresGrad_();
    Tensor y = x.mul(3.0);
    y.set(0, 0).set(x.get(0, 0), 1, ellipsis(), 0, all());
    y.sum().backward();
    assertEquals(28, x.grad().sum().unwrap().item_double()); // 8 of 3, and 4 of 1
  }

  @Test
  void set_leafThatRequiresGrad_isRefused() {
    x.requiresGrad_();
    String message = assertThrows(TorchException.class, () -> x.set(1, 0)).getMessage();
    assertTrue(
        message.startsWith("set: got [2, 3, 4] float32; a view of a leaf Variable"), message);
  }

  @Test
  void iterator_givesViewsOfTheFirstDimension() {
    List<Tensor> rows = new ArrayList<>();
    for (Tensor row : x) {
      rows.add(row.fill_(rows.size()));
    }
    assertEquals(2, rows.size());
    assertValues(x.get(all(), 0, 0), 0, 1);
    assertFalse(Torch.zeros(0, 2).iterator().hasNext());
  }

  @Test
  void iterator_withoutDimension_isRefused() {
    assertRefused("iteration over a 0-d tensor", () -> x.sum().iterator());
  }

  @Test
  void get_otherThings_areRefused() {
    for (Object other :
        Arrays.asList(null, 1.0, "0", Set.of(0), BigInteger.ONE, new double[1], new Object())) {
      assertRefused("get: index: got ", () -> x.get(other));
      assertRefused("get: " + (other == null ? "second" : "index"), () -> x.get(0, other));
      assertRefused("get: index: got ", () -> x.get(0, Arrays.asList(0, other)));
      assertRefused("set: index: got ", () -> x.set(1, other));
    }
    assertRefused("get: more: got null", () -> x.get(newAxis(), 0, 0, (Object[]) null));
    assertRefused("set: more: got null", () -> x.set(1, 0, 0, new Object[1]));
    assertRefused("set: first: got null, expected an index; Python's", () -> x.set(1, null, 0));
  }

  @Test
  void get_listOfFractions_isRefused() {
    assertRefused("get: index: got Double", () -> x.get(List.of(0.0, 1.5)));
  }

  @Test
  void get_listThatHoldsItself_isRefused() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    assertRefused("get: index: got too many dimensions", () -> x.get(0, list));
  }

  @Test
  void get_raggedArray_isRefused() {
    assertRefused(
        "expected sequence of length 2 at dim 1 (got 1)", () -> x.get(new long[][] {{0, 1}, {0}}));
    assertRefused("get: index: got ", () -> x.get(0, List.of(0, new long[1])));
    assertRefused("get: index: got Integer", () -> x.get(0, List.of(new long[1], 0)));
  }

  @Test
  void set_otherValues_areRefused() {
    assertRefused("set: value: got null", () -> x.set((Tensor) null, 0));
    assertRefused("set: value: got null", () -> x.set((Number) null, 0, 0));
    assertRefused("set: value: got BigInteger", () -> x.set(BigInteger.ONE, 0));
    assertRefused("Cannot assign to a sparse tensor", () -> x.toSparse().set(1, 0));
  }

  @Test
  void closedTensors_areNamed() {
    Tensor closed = Torch.zeros(2);
    closed.close();
    assertClosed("get: input: ", () -> closed.get(0));
    assertClosed("get: input: ", () -> closed.get(0, all()));
    assertClosed("get: index: ", () -> x.get(closed));
    assertClosed("get: index: ", () -> x.get(0, closed));
    assertClosed("set: input: ", () -> closed.set(1, 0));
    assertClosed("set: value: ", () -> x.set(closed, 0));
    assertClosed("set: index: ", () -> x.set(1, 0, closed));
    assertClosed("", closed::iterator);
  }

  @Test
  void index_toString_isPythons() {
    assertEquals(
        "[:, 1:3, -2:, :4:2, None, ...]",
        List.of(all(), range(1, 3), Index.from(-2), to(4).step(2), newAxis(), ellipsis())
            .toString());
  }

  @Test
  void step_notPositive_isRefused() {
    assertRefused("step: got 0, expected at least 1", () -> range(0, 2, 0));
    assertRefused("step: got -1, expected at least 1", () -> all().step(-1));
  }

  @Test
  void step_ofNoRange_isRefused() {
    assertThrows(IllegalStateException.class, () -> newAxis().step(2));
    assertThrows(IllegalStateException.class, () -> ellipsis().step(2));
  }

  private static void assertValues(Tensor tensor, double... expected) {
    assertArrayEquals(expected, TensorIndexCase.numbers(tensor));
  }

  private static void assertRefused(String words, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.contains(words), message);
  }

  private static void assertClosed(String words, Executable action) {
    String message = assertThrows(IllegalStateException.class, action).getMessage();
    assertTrue(message.contains(words + "got a closed tensor"), message);
  }
}
