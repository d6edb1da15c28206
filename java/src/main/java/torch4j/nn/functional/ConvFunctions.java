package torch4j.nn.functional;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Optionals;

/** The part of {@link F} with the convolutions. */
abstract class ConvFunctions extends DistanceFunctions {
  ConvFunctions() {}

  /** A convolution over images with PyTorch's defaults. Same as {@code F.conv2d}. */
  public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias) {
    return conv2d(input, weight, bias, ConvOptions.DEFAULT);
  }

  /**
   * A convolution over images. Same as {@code F.conv2d}, and as {@code torch.nn.Conv2d} with
   * another padding mode than zeros.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   * @param weight {@code [out, C / groups, kernel height, kernel width]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias, ConvOptions options) {
    long[] stride = options.stride().forDimensions("stride", 2);
    long[] dilation = options.dilation().forDimensions("dilation", 2);
    TensorOptional optionalBias = Optionals.of(bias);
    if (options.padding() == null) {
      return torch.conv2d(input, weight, optionalBias, stride, "same", dilation, options.groups());
    }
    long[] padding = options.padding().forDimensions("padding", 2);
    return torch.conv2d(input, weight, optionalBias, stride, padding, dilation, options.groups());
  }
}
