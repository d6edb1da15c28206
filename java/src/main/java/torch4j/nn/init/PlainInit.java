package torch4j.nn.init;

import java.util.function.Consumer;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.InitSwitch;
import torch4j.internal.LazyTensor;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/** The part of {@link Init} that does not depend on fan in and fan out. */
abstract class PlainInit {
  PlainInit() {}

  /**
   * The recommended gain value for a nonlinearity; the negative slope of leaky_relu is 0.01. Same
   * as {@code calculate_gain(nonlinearity)}.
   */
  public static double calculateGain(Nonlinearity nonlinearity) {
    return calculateGain(nonlinearity, 0.01);
  }

  /**
   * The recommended gain value for a nonlinearity. Same as {@code calculate_gain(nonlinearity,
   * param)}.
   *
   * @param param the negative slope of leaky_relu; ignored for other functions
   */
  public static double calculateGain(Nonlinearity nonlinearity, double param) {
    Require.nonNull(nonlinearity, "nonlinearity", "a nonlinearity");
    return switch (nonlinearity) {
      case TANH -> 5.0 / 3;
      case RELU -> Math.sqrt(2.0);
      case LEAKY_RELU -> Math.sqrt(2.0 / (1 + param * param));
      case SELU -> 3.0 / 4;
      default -> 1;
    };
  }

  /**
   * Fills with values from the uniform distribution over 0 to 1. Same as {@code uniform_(tensor)}.
   */
  public static Tensor uniform_(Tensor tensor) {
    return uniform_(tensor, 0, 1);
  }

  /**
   * Fills with values from the uniform distribution over {@code low} to {@code high}. Same as
   * {@code uniform_(tensor, a, b)}.
   */
  public static Tensor uniform_(Tensor tensor, double low, double high) {
    return fill(tensor, it -> it.uniform_(low, high, null));
  }

  /** Fills with values from the standard normal distribution. Same as {@code normal_(tensor)}. */
  public static Tensor normal_(Tensor tensor) {
    return normal_(tensor, 0, 1);
  }

  /** Fills with values from the normal distribution. Same as {@code normal_(tensor, mean, std)}. */
  public static Tensor normal_(Tensor tensor, double mean, double std) {
    return fill(tensor, it -> it.normal_(mean, std, null));
  }

  /**
   * Fills with values from the normal distribution truncated to lie between -2 and 2. Same as
   * {@code trunc_normal_(tensor)}.
   */
  public static Tensor truncNormal_(Tensor tensor) {
    return truncNormal_(tensor, 0, 1);
  }

  /**
   * Fills with values from the normal distribution truncated to lie between -2 and 2. Same as
   * {@code trunc_normal_(tensor, mean, std)}.
   */
  public static Tensor truncNormal_(Tensor tensor, double mean, double std) {
    return truncNormal_(tensor, mean, std, -2, 2);
  }

  /**
   * Fills with values from the normal distribution truncated to lie between two bounds. Same as
   * {@code trunc_normal_(tensor, mean, std, a, b)}.
   *
   * @throws IllegalArgumentException if {@code std} is 0
   */
  public static Tensor truncNormal_(
      Tensor tensor, double mean, double std, double low, double high) {
    if (std == 0) {
      throw new IllegalArgumentException("std: got 0.0, expected a nonzero number");
    }
    return fill(tensor, new TruncatedNormal(mean, std, low, high)::fill);
  }

  /** Fills with a value. Same as {@code constant_(tensor, val)}. */
  public static Tensor constant_(Tensor tensor, double value) {
    return fill(tensor, it -> it.fill_(value));
  }

  /** Fills with ones. Same as {@code ones_(tensor)}. */
  public static Tensor ones_(Tensor tensor) {
    return constant_(tensor, 1);
  }

  /** Fills with zeros. Same as {@code zeros_(tensor)}. */
  public static Tensor zeros_(Tensor tensor) {
    return fill(tensor, Tensor::zero_);
  }

  /**
   * Fills a 2D tensor with the identity matrix. Same as {@code eye_(tensor)}.
   *
   * @throws IllegalArgumentException if the tensor is not 2D
   */
  public static Tensor eye_(Tensor tensor) {
    requireDimensions(tensor, 2, 2, "Only tensors with 2 dimensions are supported");
    return fill(tensor, it -> Tensor.wrap(torch.eye_out(it.unwrap(), it.size(0), it.size(1))));
  }

  /**
   * Fills a 3D, 4D or 5D tensor with the Dirac delta function, which preserves the identity of the
   * inputs of convolutions. Same as {@code dirac_(tensor)}.
   */
  public static Tensor dirac_(Tensor tensor) {
    return dirac_(tensor, 1);
  }

  /**
   * Fills a 3D, 4D or 5D tensor with the Dirac delta function, so that each group of channels
   * preserves identity. Same as {@code dirac_(tensor, groups)}.
   *
   * @param tensor {@code [out, in, kernel...]}
   * @throws IllegalArgumentException if the tensor is not 3D to 5D, or its first dimension is not
   *     divisible by {@code groups}
   */
  public static Tensor dirac_(Tensor tensor, long groups) {
    requireDimensions(tensor, 3, 5, "Only tensors with 3, 4, or 5 dimensions are supported");
    if (groups < 1 || tensor.size(0) % groups != 0) {
      throw new IllegalArgumentException(
          "groups: got "
              + groups
              + " for "
              + TensorDescription.of(tensor)
              + ", expected a divisor; dim 0 must be divisible by groups");
    }
    long channels = tensor.size(0) / groups;
    return fill(
        tensor,
        it -> {
          it.zero_();
          for (long g = 0; g < groups; g++) {
            for (long d = 0; d < Math.min(channels, it.size(1)); d++) {
              center(it.select(0, g * channels + d).select(0, d)).fill_(1);
            }
          }
        });
  }

  private static Tensor center(Tensor kernel) {
    Tensor element = kernel;
    while (element.dim() > 0) {
      element = element.select(0, element.size(0) / 2);
    }
    return element;
  }

  static void requireDimensions(Tensor tensor, long least, long most, String why) {
    Require.nonNull(tensor, "tensor", "a tensor");
    LazyTensor.requireInitialized("tensor", tensor);
    if (tensor.dim() < least || tensor.dim() > most) {
      throw new IllegalArgumentException(
          "tensor: got " + TensorDescription.of(tensor) + "; " + why);
    }
  }

  static Tensor fill(Tensor tensor, Consumer<Tensor> filling) {
    Require.nonNull(tensor, "tensor", "a tensor");
    LazyTensor.requireInitialized("tensor", tensor);
    if (InitSwitch.isOff()) {
      return tensor;
    }
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      filling.accept(tensor);
      return tensor;
    } catch (RuntimeException e) {
      throw LibTorchErrors.explain("tensor", e, tensor);
    }
  }
}
