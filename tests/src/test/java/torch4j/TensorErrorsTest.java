package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What an operator's exception is, and what it says. */
final class TensorErrorsTest {
  private final Tensor x = Torch.ones(2, 3);

  @Test
  void refusalOfLibTorch_namesOperatorShapesAndDtypes() {
    String rule =
        "; The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension"
            + " 1";
    assertRefused("add: got [2, 3] float32 and [4] int64" + rule, () -> x.add(Torch.arange(4)));
    assertRefused(
        "add: got [2, 3] float32 and [4] int64" + rule, () -> Torch.add(x, Torch.arange(4)));
    assertRefused(
        "cat: got [2, 3] float32 and [2] float32; Tensors must have same number of dimensions: got"
            + " 2 and 1",
        () -> Torch.cat(List.of(x, Torch.ones(2))));
    assertRefused(
        "linalg_inv: got [2, 3] float32; linalg.inv: A must be batches of square matrices, but they"
            + " are 2 by 3 matrices",
        () -> Linalg.inv(x));
  }

  @Test
  void refusalWithoutTensors_namesOperator() {
    assertRefused("zeros: zeros: Dimension size must be non-negative.", () -> Torch.zeros(-1));
  }

  @Test
  void cause_hasLibTorchsWordsAndBacktrace() {
    var e = assertThrows(TorchException.class, () -> x.reshape(5));
    assertEquals("shape '[5]' is invalid for input of size 6", e.getCause().getMessage());
    assertFalse(e.getMessage().contains("frame #"), e.getMessage());
    assertTrue(e.detail().contains("frame #"), e.detail());
    assertEquals(((TorchException) e.getCause()).detail(), e.detail());
  }

  @Test
  void memoryThatCannotBeAllocated_isTorchException() {
    var e = assertThrows(TorchException.class, () -> Torch.empty(1L << 50));
    assertTrue(e.getMessage().contains("memory"), e.getMessage());
  }

  @Test
  void null_isIllegalArgument() {
    assertNull("add: other", () -> x.add((Tensor) null));
    assertNull("add: input", () -> Torch.add(null, x));
    assertNull("cat: tensors", () -> Torch.cat(Arrays.asList(x, null)));
    assertNull("reshape: shape", () -> x.reshape((long[]) null));
    assertNull("einsum: equation", () -> Torch.einsum(null, List.of(x)));
    assertNull("to: dtype", () -> x.to((DType) null));
  }

  @Test
  void closedTensor_isIllegalState() {
    Tensor closed = Torch.ones(3);
    closed.close();
    String rule =
        ": got a closed tensor, expected an open one; Torch.keep keeps it beyond its scope or step";
    assertClosed("add: input" + rule, () -> closed.add(x));
    assertClosed("add: other" + rule, () -> x.add(closed));
    assertClosed("cat: tensors" + rule, () -> Torch.cat(List.of(x, closed)));
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(TorchException.class, action).getMessage());
  }

  private static void assertNull(String what, Executable action) {
    String message = assertThrows(IllegalArgumentException.class, action).getMessage();
    assertTrue(message.startsWith(what + ": got null, expected a "), message);
  }

  private static void assertClosed(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalStateException.class, action).getMessage());
  }
}
