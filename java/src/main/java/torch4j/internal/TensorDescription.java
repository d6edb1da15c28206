package torch4j.internal;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.DType;

/** Descriptions of tensors and dtypes for messages. */
public final class TensorDescription {
  private TensorDescription() {}

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

  /** The same of torch4j's tensor. */
  public static String of(torch4j.Tensor tensor) {
    return of(tensor.unwrap());
  }

  /** PyTorch's name of the dtype: float32, int64, bool. */
  public static String dtype(torch4j.Tensor tensor) {
    return dtype(tensor.unwrap());
  }

  /** PyTorch's name of the dtype: float32, int64, bool. */
  public static String dtype(DType dtype) {
    return dtype.name();
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
}
