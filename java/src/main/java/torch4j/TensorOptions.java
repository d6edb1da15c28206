package torch4j;

import static torch4j.Arguments.optional;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.LayoutOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import torch4j.processor.Withers;

/**
 * What kind of tensor a function creates: the keywords of Python's {@code torch.zeros} and its
 * like. {@code Torch.zeros(dims(2, 3), TensorOptions.options().dtype(DType.float64))}.
 *
 * @param dtype the type of the elements; null: the function's default
 * @param layout how the elements lie in memory; null: the function's default
 * @param device where the tensor is; null: the function's default
 * @param requiresGrad whether autograd records operations on it
 * @param pinMemory whether the memory is pinned, for faster copies to a GPU
 */
@Withers
public record TensorOptions(
    DType dtype, Layout layout, Device device, boolean requiresGrad, boolean pinMemory)
    implements TensorOptionsWithers {
  private static final TensorOptions DEFAULT = new TensorOptions(null, null, null, false, false);

  /** Python's defaults. */
  public static TensorOptions options() {
    return DEFAULT;
  }

  ScalarTypeOptional rawDtype() {
    return optional(dtype);
  }

  ScalarTypeOptional rawDtype(DType fallback) {
    return optional(dtype == null ? fallback : dtype);
  }

  LayoutOptional rawLayout() {
    return optional(layout);
  }

  DeviceOptional rawDevice() {
    return optional(device);
  }

  BoolOptional rawPinMemory() {
    return optional(pinMemory);
  }

  /** The new tensor, which requires gradients if these options say so. */
  Tensor applied(Tensor made) {
    if (requiresGrad) {
      made.raw.requires_grad_(true);
    }
    return made;
  }
}
