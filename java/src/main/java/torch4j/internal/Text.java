package torch4j.internal;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.TorchException;

/** How tensors and LibTorch's errors are written in our messages. */
public final class Text {
  private static final Pattern BACKTRACE =
      Pattern.compile("\n(Exception raised from |frame #0: ).*", Pattern.DOTALL);

  private Text() {}

  /** Shape and dtype, and the device if it is not the CPU: {@code [32, 784] float32}. */
  public static String of(Tensor tensor) {
    if (tensor.isNull()) {
      return "a closed tensor";
    }
    if (!tensor.defined()) {
      return "an undefined tensor";
    }
    String device = tensor.is_cpu() ? "" : " on " + tensor.device().str().getString();
    return Arrays.toString(tensor.shape()) + " " + dtype(tensor) + device;
  }

  /** The dtype in PyTorch's words: float32, int64, bool. */
  public static String dtype(Tensor tensor) {
    return dtype(tensor.scalar_type());
  }

  /** The dtype in PyTorch's words: float32, int64, bool. */
  public static String dtype(ScalarType dtype) {
    return switch (dtype.intern()) {
      case Byte -> "uint8";
      case Char -> "int8";
      case Short -> "int16";
      case Int -> "int32";
      case Long -> "int64";
      case Half -> "float16";
      case Float -> "float32";
      case Double -> "float64";
      case Bool -> "bool";
      case BFloat16 -> "bfloat16";
      case ComplexFloat -> "complex64";
      case ComplexDouble -> "complex128";
      default -> dtype.toString();
    };
  }

  /** Whether the presets threw this for LibTorch: they have no type of their own for it. */
  public static boolean isFromLibTorch(RuntimeException e) {
    return e.getClass() == RuntimeException.class && e.getMessage() != null;
  }

  /**
   * Whether LibTorch failed for another reason than what it was given: it got no memory, or one of
   * its own assertions does not hold.
   */
  public static boolean isFailureOfItsOwn(RuntimeException fromLibTorch) {
    String whole = fromLibTorch.getMessage();
    return whole.contains("INTERNAL ASSERT FAILED")
        || whole.contains("Storage size calculation overflowed")
        || whole.contains("std::bad_alloc")
        || AllocationFailure.is(whole);
  }

  /** LibTorch's message without the C++ backtrace that the presets leave in it. */
  public static String message(RuntimeException fromLibTorch) {
    return AllocationFailure.message(BACKTRACE.matcher(fromLibTorch.getMessage()).replaceFirst(""));
  }

  /** LibTorch's error as one of our own, the backtrace as its detail. */
  public static TorchException torchException(RuntimeException fromLibTorch) {
    var exception = new TorchException(message(fromLibTorch), fromLibTorch.getMessage());
    exception.setStackTrace(fromLibTorch.getStackTrace());
    return exception;
  }
}
