package torch4j.data.transforms;

import torch4j.DType;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * Converts to a dtype, and with {@code scale} from the range of one dtype to that of the other:
 * uint8 from 0 to 255 becomes float32 from 0 to 1. Same as {@code
 * torchvision.transforms.v2.ToDtype}.
 */
public final class ToDtype extends ImageTransform {
  private static final double EPSILON = 1e-3;

  private final DType dtype;
  private final boolean scale;

  /** Converts without scaling. */
  public ToDtype(DType dtype) {
    this(dtype, false);
  }

  /** Converts, and scales if asked for. */
  public ToDtype(DType dtype, boolean scale) {
    super(0);
    this.dtype = Require.nonNull(dtype, "dtype", "a dtype");
    this.scale = scale;
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    return scale ? scaled(image, dtype) : image.to(dtype);
  }

  /** {@code to_dtype(image, dtype, scale=True)}. */
  static Tensor scaled(Tensor image, DType dtype) {
    DType from = image.dtype();
    if (from == dtype || (from.isFloatingPoint() && dtype.isFloatingPoint())) {
      return image.to(dtype);
    }
    if (from.isFloatingPoint()) {
      requireExact(image, dtype);
      return image.mul(maximum(dtype) + 1.0 - EPSILON).to(dtype);
    }
    if (dtype.isFloatingPoint()) {
      return image.to(dtype).mul_(1.0 / maximum(from));
    }
    int shift = bits(dtype) - bits(from);
    return shift < 0
        ? image.bitwiseRightShift((long) -shift).to(dtype)
        : image.to(dtype).bitwiseLeftShift_((long) shift);
  }

  private static void requireExact(Tensor image, DType dtype) {
    boolean isExact =
        image.dtype() == DType.float64 ? dtype != DType.int64 : bits(dtype) < bits(DType.int32);
    if (!isExact && image.dtype() != DType.float16 && image.dtype() != DType.bfloat16) {
      throw new IllegalArgumentException(
          "ToDtype: input: got "
              + TensorDescription.of(image)
              + ", expected a dtype with room for the values of "
              + dtype.name());
    }
  }

  /** The largest value of a pixel: 1 of floating-point images. */
  static double maximum(DType dtype) {
    return dtype.isFloatingPoint() ? 1 : Math.scalb(1.0, bits(dtype)) - 1;
  }

  private static int bits(DType dtype) {
    return switch (dtype) {
      case uint8 -> 8;
      case int8 -> 7;
      case int16 -> 15;
      case int32 -> 31;
      case int64 -> 63;
      default ->
          throw new IllegalArgumentException(
              "ToDtype: dtype: got "
                  + dtype.name()
                  + ", expected a floating-point one, uint8, int8, int16, int32 or int64");
    };
  }
}
