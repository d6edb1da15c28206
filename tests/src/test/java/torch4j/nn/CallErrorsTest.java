package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.amp.Autocast;

/** A dtype that LibTorch has no kernel of for a processor is no matter of the input's shape. */
final class CallErrorsTest {
  private static final String MESSAGE =
      "could not create a primitive descriptor for the LSTM forward propagation primitive. Run"
          + " workload with environment variable ONEDNN_VERBOSE=all to get additional diagnostic"
          + " information.";

  @BeforeAll
  static void start() {
    Torch.init();
  }

  /** A layer whose operator fails. */
  private static final class Failing extends Module {
    private final transient Supplier<Tensor> operator;

    Failing(Supplier<Tensor> operator) {
      this.operator = operator;
    }

    @Override
    public Tensor forward(Tensor input) {
      return operator.get();
    }

    @Override
    protected String expectedInput() {
      return "[N, 4] bfloat16";
    }
  }

  private static Tensor fail(String message) {
    throw new RuntimeException(message);
  }

  @Test
  void withoutAKernel_namesTheDtype_andNotTheShape() {
    var failing = new Failing(() -> fail(MESSAGE + "\nException raised from x at y.cpp:1\n"));
    var e =
        assertThrows(TorchException.class, () -> failing.call(Torch.ones(2, 4).to(DType.bfloat16)));
    assertEquals(
        "Failing(): input: got [2, 4] bfloat16, which LibTorch cannot compute in bfloat16 on this"
            + " processor; use float32; "
            + MESSAGE,
        e.getMessage());
    assertTrue(e.detail().contains("y.cpp:1"), e.detail());
    assertEquals(
        "Failing(): input: got [4] float32, which LibTorch cannot compute in float32 on this"
            + " processor; use another dtype; "
            + MESSAGE,
        assertThrows(TorchException.class, () -> failing.call(Torch.ones(4))).getMessage());
  }

  @Test
  void withoutAKernel_inAFunction_namesTheDtypeToo() {
    var inner = new IllegalArgumentException("F.x", new TorchException(MESSAGE, ""));
    var failing =
        new Failing(
            () -> {
              throw inner;
            });
    var e =
        assertThrows(TorchException.class, () -> failing.call(Torch.ones(2, 4).to(DType.float16)));
    assertTrue(
        e.getMessage().contains("cannot compute in float16 on this processor; use float32"),
        e.getMessage());
  }

  @Test
  void withoutAKernel_underAutocast_namesItsDtype() {
    var failing = new Failing(() -> fail(MESSAGE));
    try (var autocast = Autocast.cpu()) {
      var e = assertThrows(TorchException.class, () -> failing.call(Torch.ones(2, 4)));
      assertEquals(
          "Failing(): input: got [2, 4] float32, which LibTorch cannot compute in bfloat16 on this"
              + " processor; call it with autocast disabled; "
              + MESSAGE,
          e.getMessage());
    }
  }

  // Without AVX-512 LibTorch's LSTM cannot be computed under autocast.
  @Test
  void lstm_underAutocast_computes_orNamesTheDtype() {
    var lstm = new LSTM(4, 3);
    try (var autocast = Autocast.cpu()) {
      assertEquals(3, lstm.call(Torch.ones(5, 2, 4)).size(2));
    } catch (TorchException e) {
      assertTrue(
          e.getMessage()
              .startsWith(
                  "LSTM(4, 3): input: got [5, 2, 4] float32, which LibTorch cannot compute in"
                      + " bfloat16 on this processor; call it with autocast disabled; could not"
                      + " create a primitive"),
          e.getMessage());
    }
  }
}
