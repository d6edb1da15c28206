package torch4j.nn.utils.rnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Scope;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;
import torch4j.testing.Tensors;

final class RnnTest {
  private Scope scope;

  @BeforeEach
  void open() {
    scope = Torch.scope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor longs(long... values) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, values.length));
  }

  private static Tensor floats(float... values) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, values.length));
  }

  // The batch [[1, 2, 3], [4, 5], [6]], padded with zeros.
  private static List<Tensor> sequences() {
    return List.of(floats(1, 2, 3), floats(4, 5), floats(6));
  }

  private static Tensor padded() {
    return Tensor.wrap(
        org.bytedeco.pytorch.Tensor.create(new float[] {1, 2, 3, 4, 5, 0, 6, 0, 0}, 3, 3));
  }

  @Test
  void packPaddedSequence_takesStepByStep() {
    PackedSequence packed = Rnn.packPaddedSequence(padded(), longs(3, 2, 1), true, true);
    assertArrayEquals(new double[] {1, 4, 6, 2, 5, 3}, Tensors.values(packed.data()));
    assertArrayEquals(new double[] {3, 2, 1}, Tensors.values(packed.batchSizes()));
    assertNull(packed.sortedIndices());
    assertNull(packed.unsortedIndices());
  }

  @Test
  void packPaddedSequence_takesTimeFirst() {
    Tensor timeFirst = padded().transpose(0, 1);
    PackedSequence packed = Rnn.packPaddedSequence(timeFirst, longs(3, 2, 1));
    assertArrayEquals(new double[] {1, 4, 6, 2, 5, 3}, Tensors.values(packed.data()));
  }

  @Test
  void packPaddedSequence_sorts() {
    Tensor rows = padded().indexSelect(0, longs(2, 0, 1));
    PackedSequence packed = Rnn.packPaddedSequence(rows, longs(1, 3, 2), true, false);
    assertArrayEquals(new double[] {1, 4, 6, 2, 5, 3}, Tensors.values(packed.data()));
    assertArrayEquals(new double[] {1, 2, 0}, Tensors.values(packed.sortedIndices()));
    assertArrayEquals(new double[] {2, 0, 1}, Tensors.values(packed.unsortedIndices()));
    Rnn.Padded back = Rnn.padPackedSequence(packed, true);
    Tensors.assertSame(rows, back.sequences(), "sequences");
    assertArrayEquals(new double[] {1, 3, 2}, Tensors.values(back.lengths()));
  }

  @Test
  void packPaddedSequence_takesInt32Lengths() {
    Tensor lengths = longs(3, 2, 1).to(DType.int32);
    assertEquals(6, Rnn.packPaddedSequence(padded(), lengths, true, true).data().size(0));
  }

  @Test
  void padPackedSequence_isTheWayBack() {
    PackedSequence packed = Rnn.packPaddedSequence(padded(), longs(3, 2, 1), true, true);
    Rnn.Padded back = Rnn.padPackedSequence(packed);
    Tensors.assertSame(padded().transpose(0, 1), back.sequences(), "sequences");
    assertArrayEquals(new double[] {3, 2, 1}, Tensors.values(back.lengths()));
  }

  @Test
  void padPackedSequence_padsWithValueToLength() {
    PackedSequence packed = Rnn.packSequence(sequences());
    Tensor back = Rnn.padPackedSequence(packed, true, -1, 4L).sequences();
    assertArrayEquals(
        new double[] {1, 2, 3, -1, 4, 5, -1, -1, 6, -1, -1, -1}, Tensors.values(back));
  }

  @Test
  void padSequence_padsOnBothSides() {
    Tensors.assertSame(padded(), Rnn.padSequence(sequences(), true), "batch first");
    Tensors.assertSame(padded().transpose(0, 1), Rnn.padSequence(sequences()), "time first");
    assertArrayEquals(
        new double[] {1, 2, 3, 9, 4, 5, 9, 9, 6},
        Tensors.values(Rnn.padSequence(sequences(), true, 9, PaddingSide.LEFT)));
  }

  @Test
  void packSequence_isUnpacked() {
    List<Tensor> unsorted = List.of(floats(6), floats(1, 2, 3), floats(4, 5));
    List<Tensor> back = Rnn.unpackSequence(Rnn.packSequence(unsorted, false));
    assertEquals(3, back.size());
    for (int i = 0; i < 3; i++) {
      Tensors.assertSame(unsorted.get(i), back.get(i), "sequence " + i);
    }
  }

  @Test
  void unpadSequence_leavesItsArgument() {
    Tensor timeFirst =
        Tensor.wrap(org.bytedeco.pytorch.Tensor.create(new float[] {1, 4, 2, 5, 3, 0}, 3, 2));
    List<Tensor> back = Rnn.unpadSequence(timeFirst, longs(3, 2));
    Tensors.assertSame(floats(1, 2, 3), back.get(0), "first");
    Tensors.assertSame(floats(4, 5), back.get(1), "second");
    assertArrayEquals(new long[] {3, 2}, timeFirst.shape());
  }

  @Test
  void packing_hasGradients() {
    Tensor input = Tensors.parameter(3, 3);
    Tensor packed = Rnn.packPaddedSequence(input, longs(3, 2, 1), true, true).data();
    packed.sum().backward();
    assertArrayEquals(new double[] {1, 1, 1, 1, 1, 0, 1, 0, 0}, Tensors.values(input.grad()));
  }

  @Test
  void invertPermutation_inverts() {
    assertArrayEquals(
        new double[] {2, 0, 1}, Tensors.values(Rnn.invertPermutation(longs(1, 2, 0))));
    assertNull(Rnn.invertPermutation(null));
  }

  @Test
  void packedSequence_isConverted() {
    PackedSequence packed = Rnn.packSequence(List.of(floats(1), floats(2, 3)), false);
    PackedSequence converted = packed.to(DType.float64);
    assertEquals("float64", TensorDescription.dtype(converted.data()));
    assertEquals("int64", TensorDescription.dtype(converted.batchSizes()));
    Tensors.assertSame(packed.sortedIndices(), converted.cpu().sortedIndices(), "indices");
    assertFalse(converted.isCuda());
    assertFalse(converted.isPinned());
  }

  @Test
  void packedSequence_invertsIndices() {
    var packed = new PackedSequence(floats(1, 2), longs(2), longs(1, 0), null);
    assertArrayEquals(new double[] {1, 0}, Tensors.values(packed.unsortedIndices()));
  }

  @Test
  void unsortedLengths_areRefused() {
    assertRefused(() -> Rnn.packPaddedSequence(padded(), longs(1, 2, 3), true, true), "sorted");
    assertRefused(() -> Rnn.packSequence(List.of(floats(1), floats(1, 2))), "sorted");
  }

  @Test
  void lengthsThatDoNotFit_areRefused() {
    assertRefused(() -> Rnn.packPaddedSequence(padded(), longs(3, 2), true, true), "batch_size");
    assertRefused(() -> Rnn.packPaddedSequence(padded(), longs(3, 2, 0), true, true), "length");
    assertRefused(() -> Rnn.unpadSequence(padded(), longs(3, 2), true), "[3]");
  }

  @Test
  void totalLengthTooShort_isRefused() {
    PackedSequence packed = Rnn.packSequence(sequences());
    assertRefused(() -> Rnn.padPackedSequence(packed, true, 0, 2L), "at least");
  }

  @Test
  void sequencesThatDoNotFit_areRefused() {
    assertRefused(() -> Rnn.padSequence(List.of()), "sequences");
    assertRefused(() -> Rnn.padSequence(List.of(floats(1), padded())), "sequences");
  }

  private static void assertRefused(Runnable body, String word) {
    String message = assertThrows(IllegalArgumentException.class, body::run).getMessage();
    assertTrue(message.contains("got"), message);
    assertTrue(message.contains(word), message);
  }

  @Test
  void packedSequence_whoseBatchSizesDoNotFit_isRefused() {
    Tensor data = floats(1, 2, 3).view(3, 1);
    String rule =
        ", expected positive, non-increasing int64 numbers whose sum is the size of the data's"
            + " first dimension";
    for (long[] sizes : new long[][] {{2, -1}, {1, 2}, {2}, {2, 2}, {3, 0}, {}, {1L << 40}}) {
      assertRefused(() -> new PackedSequence(data, longs(sizes), null, null), rule);
    }
    assertRefused(() -> new PackedSequence(data, longs(2, 1).to(DType.int32), null, null), rule);
    assertEquals(3, new PackedSequence(data, longs(2, 1), null, null).data().size(0));
  }

  @Test
  void packPaddedSequence_ofLengthsBeyondTheInput_isRefused() {
    Tensor input = floats(1, 2, 3, 4, 5, 6).view(3, 2, 1);
    assertRefused(() -> Rnn.packPaddedSequence(input, longs(4, 1)), "lengths: got 4 for [3, 2, 1]");
    assertRefused(
        () -> Rnn.packPaddedSequence(input, longs(3, 1L << 31), false, false), "lengths: got 2147");
  }

  @Test
  void invertPermutation_ofOtherNumbers_isRefused() {
    assertRefused(() -> Rnn.invertPermutation(longs(0, 2)), "permutation: got [2] int64; index 2");
  }
}
