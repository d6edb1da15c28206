package torch4j.internal;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.TorchException;

/** Descriptions of tensors and dtypes for messages, and the messages of LibTorch's exceptions. */
public final class Text {
  private static final Pattern BACKTRACE =
      Pattern.compile("\n(Exception raised from |frame #0: ).*", Pattern.DOTALL);

  private Text() {}

  /** The shape, the dtype, and the device unless it is the CPU: {@code [32, 784] float32}. */
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

  /** PyTorch's name of the dtype: float32, int64, bool. */
  public static String dtype(Tensor tensor) {
    return dtype(tensor.scalar_type());
  }

  /** PyTorch's name of the dtype: float32, int64, bool. */
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

  /** Whether this is an error of LibTorch, which the presets throw as a plain RuntimeException. */
  public static boolean isFromLibTorch(RuntimeException e) {
    return e.getClass() == RuntimeException.class && e.getMessage() != null;
  }

  /**
   * Whether an error of LibTorch does not concern its arguments: memory could not be allocated, or
   * one of LibTorch's internal assertions failed.
   */
  public static boolean isFailureOfItsOwn(RuntimeException fromLibTorch) {
    String whole = fromLibTorch.getMessage();
    return whole.contains("INTERNAL ASSERT FAILED")
        || whole.contains("Storage size calculation overflowed")
        || whole.contains("std::bad_alloc")
        || AllocationFailure.is(whole);
  }

  /** The message of an error of LibTorch, without the C++ backtrace. */
  public static String message(RuntimeException fromLibTorch) {
    return AllocationFailure.message(BACKTRACE.matcher(fromLibTorch.getMessage()).replaceFirst(""));
  }

  /** An error of LibTorch as a TorchException, with the C++ backtrace as its detail. */
  public static TorchException torchException(RuntimeException fromLibTorch) {
    var exception = new TorchException(message(fromLibTorch), fromLibTorch.getMessage());
    exception.setStackTrace(fromLibTorch.getStackTrace());
    return exception;
  }
}
