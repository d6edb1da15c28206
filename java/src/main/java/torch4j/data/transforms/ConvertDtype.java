package torch4j.data.transforms;

import torch4j.DType;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * Converts to a dtype and scales to its range. Same as {@code
 * torchvision.transforms.v2.ToDtype(dtype, scale=True)}, which was {@code ConvertImageDtype}.
 */
public final class ConvertDtype extends ImageTransform {
  private final DType dtype;

  /** To float32, from 0 to 1. */
  public ConvertDtype() {
    this(DType.float32);
  }

  /** To this dtype. */
  public ConvertDtype(DType dtype) {
    super(0);
    this.dtype = Require.nonNull(dtype, "dtype", "a dtype");
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    return ToDtype.scaled(image, dtype);
  }
}
