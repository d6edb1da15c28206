package torch4j.nn.functional;

import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;
import torch4j.Linalg;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Optionals;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/** The part of {@link F} with the normalizations. */
abstract class NormFunctions extends DropoutFunctions {
  NormFunctions() {}

  /**
   * Batch normalization with running statistics, as in evaluation. Same as {@code
   * F.batch_norm(input, m, v)}.
   */
  public static Tensor batchNorm(Tensor input, Tensor runningMean, Tensor runningVar) {
    Require.nonNull(runningMean, "runningMean", "a tensor");
    Require.nonNull(runningVar, "runningVar", "a tensor");
    return batchNorm(input, runningMean, runningVar, null, null, false, 0.1, 1e-5);
  }

  /**
   * Batch normalization over the batch and the spatial dimensions of each channel. Same as {@code
   * F.batch_norm}.
   *
   * @param input {@code [N, C, ...]}
   * @param runningMean {@code [C]}, or null; updated if {@code training}
   * @param runningVar {@code [C]}, or null; updated if {@code training}
   * @param weight {@code [C]}, or null
   * @param bias {@code [C]}, or null
   * @param training whether the statistics of the batch are used
   * @param momentum the value used for the update of the running statistics
   * @param eps the value added to the variance for numerical stability
   * @throws IllegalArgumentException if {@code eps} is too small, or there is only one value per
   *     channel when training
   */
  public static Tensor batchNorm(
      Tensor input,
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      boolean training,
      double momentum,
      double eps) {
    if (training && input != null && input.dim() >= 2) { // null is refused below
      requireSeveral(input, input.size(0) * spatial(input), "value per channel when training");
    }
    if (eps < 0 || (training && eps == 0)) {
      throw new IllegalArgumentException(
          "eps: got " + eps + ", expected > 0 while training, and never < 0");
    }
    return checked(
        () ->
            Torch.batchNorm(
                input, weight, bias, runningMean, runningVar, training, momentum, eps, true),
        input,
        runningMean,
        runningVar,
        weight,
        bias);
  }

  /** Instance normalization. Same as {@code F.instance_norm(input)}. */
  public static Tensor instanceNorm(Tensor input) {
    return instanceNorm(input, null, null, null, null, true, 0.1, 1e-5);
  }

  /**
   * Instance normalization over the spatial dimensions of each channel of each example. Same as
   * {@code F.instance_norm}.
   *
   * @param input {@code [N, C, ...]}
   * @param runningMean {@code [C]}, or null; updated if {@code useInputStats}
   * @param runningVar {@code [C]}, or null; updated if {@code useInputStats}
   * @param weight {@code [C]}, or null
   * @param bias {@code [C]}, or null
   * @param useInputStats whether the statistics of the input are used
   * @param momentum the value used for the update of the running statistics
   * @param eps the value added to the variance for numerical stability
   * @throws IllegalArgumentException if there is only one spatial element
   */
  public static Tensor instanceNorm(
      Tensor input,
      Tensor runningMean,
      Tensor runningVar,
      Tensor weight,
      Tensor bias,
      boolean useInputStats,
      double momentum,
      double eps) {
    if (useInputStats) {
      requireSeveral(input, spatial(input), "spatial element when training");
    }
    return checked(
        () ->
            Torch.instanceNorm(
                input, weight, bias, runningMean, runningVar, useInputStats, momentum, eps, true),
        input,
        runningMean,
        runningVar,
        weight,
        bias);
  }

  private static long spatial(Tensor input) {
    Require.nonNull(input, "input", "a tensor");
    return Arrays.stream(input.shape()).skip(2).reduce(1, (a, b) -> a * b);
  }

  private static void requireSeveral(Tensor input, long values, String what) {
    if (values == 1) {
      throw new IllegalArgumentException(
          "input: got " + TensorDescription.of(input) + ", expected more than 1 " + what);
    }
  }

  /** Layer normalization over the last dimensions. Same as {@code F.layer_norm(input, shape)}. */
  public static Tensor layerNorm(Tensor input, long... normalizedShape) {
    return layerNorm(input, normalizedShape, null, null, 1e-5);
  }

  /**
   * Layer normalization over the last dimensions. Same as {@code F.layer_norm}.
   *
   * @param normalizedShape the sizes of the last dimensions
   * @param weight of that shape, or null
   * @param bias of that shape, or null
   * @param eps the value added to the variance for numerical stability
   */
  public static Tensor layerNorm(
      Tensor input, long[] normalizedShape, Tensor weight, Tensor bias, double eps) {
    Require.nonNull(normalizedShape, "normalizedShape", "sizes");
    return checked(
        () -> Torch.layerNorm(input, normalizedShape, weight, bias, eps, true),
        input,
        normalizedShape,
        weight,
        bias);
  }

  /** Root mean square layer normalization over the last dimensions. Same as {@code F.rms_norm}. */
  public static Tensor rmsNorm(Tensor input, long... normalizedShape) {
    return rmsNorm(input, normalizedShape, null, null);
  }

  /**
   * Root mean square layer normalization over the last dimensions. Same as {@code F.rms_norm}.
   *
   * @param normalizedShape the sizes of the last dimensions
   * @param weight of that shape, or null
   * @param eps the value added to the mean square for numerical stability; null for the dtype's
   *     epsilon
   */
  public static Tensor rmsNorm(Tensor input, long[] normalizedShape, Tensor weight, Double eps) {
    Require.nonNull(normalizedShape, "normalizedShape", "sizes");
    return checked(
        () ->
            Tensor.wrap(
                torch.rms_norm(
                    input.unwrap(), normalizedShape, Optionals.of(weight), Optionals.of(eps))),
        input,
        normalizedShape,
        weight,
        eps);
  }

  /** Group normalization. Same as {@code F.group_norm(input, groups)}. */
  public static Tensor groupNorm(Tensor input, long numGroups) {
    return groupNorm(input, numGroups, null, null, 1e-5);
  }

  /**
   * Group normalization over groups of channels of each example. Same as {@code F.group_norm}.
   *
   * @param input {@code [N, C, ...]}
   * @param numGroups the number of groups, a divisor of C
   * @param weight {@code [C]}, or null
   * @param bias {@code [C]}, or null
   * @param eps the value added to the variance for numerical stability
   * @throws IllegalArgumentException if the input has fewer than 2 dimensions, or there is only one
   *     value per group
   */
  public static Tensor groupNorm(
      Tensor input, long numGroups, Tensor weight, Tensor bias, double eps) {
    if (Require.nonNull(input, "input", "a tensor").dim() < 2 || numGroups < 1) {
      throw new IllegalArgumentException(
          "input: got "
              + TensorDescription.of(input)
              + " for "
              + numGroups
              + " groups, expected at least 2 dimensions and 1 group");
    }
    requireSeveral(
        input, input.size(0) * input.size(1) / numGroups * spatial(input), "value per group");
    return checked(
        () -> Torch.groupNorm(input, numGroups, weight, bias, eps, true), input, weight, bias);
  }

  /**
   * Local response normalization across neighboring channels. Same as {@code
   * F.local_response_norm(input, size)}.
   */
  public static Tensor localResponseNorm(Tensor input, long size) {
    return localResponseNorm(input, size, 1e-4, 0.75, 1);
  }

  /**
   * Local response normalization across neighboring channels. Same as {@code
   * F.local_response_norm}.
   *
   * @param input {@code [N, C, ...]} with 3 or more dimensions
   * @param size the number of neighboring channels used for normalization
   * @param alpha the multiplicative factor
   * @param beta the exponent
   * @param k the additive factor
   * @throws IllegalArgumentException if the input has fewer than 3 dimensions
   */
  public static Tensor localResponseNorm(
      Tensor input, long size, double alpha, double beta, double k) {
    if (Require.nonNull(input, "input", "a tensor").dim() < 3) {
      throw new IllegalArgumentException(
          "input: got " + TensorDescription.of(input) + ", expected 3D or higher dimensionality");
    }
    if (input.numel() == 0) {
      return input;
    }
    return checked(
        () -> {
          Tensor square = input.mul(input);
          Tensor mean =
              input.dim() == 3 ? overChannels(square, size) : overChannelsOfImages(square, size);
          return input.div(mean.mul(alpha).add(k).pow(beta));
        },
        input);
  }

  private static Tensor overChannels(Tensor square, long size) {
    Tensor padded =
        Tensor.wrap(torch.pad(square.unsqueeze(1).unwrap(), 0, 0, size / 2, (size - 1) / 2));
    return Tensor.wrap(
            torch.avg_pool2d(
                padded.unwrap(),
                new long[] {size, 1},
                new long[] {1, 1},
                new long[] {0, 0},
                false,
                true,
                Optionals.of((Long) null)))
        .squeeze(1);
  }

  private static Tensor overChannelsOfImages(Tensor square, long size) {
    long[] shape = square.shape();
    Tensor volume = square.view(shape[0], 1, shape[1], shape[2], -1);
    Tensor padded = Tensor.wrap(torch.pad(volume.unwrap(), 0, 0, 0, 0, size / 2, (size - 1) / 2));
    return Tensor.wrap(
            torch.avg_pool3d(
                padded.unwrap(),
                new long[] {size, 1, 1},
                new long[] {1, 1, 1},
                new long[] {0, 0, 0},
                false,
                true,
                Optionals.of((Long) null)))
        .squeeze(1)
        .view(shape);
  }

  /** L2 normalization along dimension 1. Same as {@code F.normalize(input)}. */
  public static Tensor normalize(Tensor input) {
    return normalize(input, 2, 1, 1e-12);
  }

  /** Lp normalization along a dimension. Same as {@code F.normalize(input, p, dim)}. */
  public static Tensor normalize(Tensor input, double p, long dim) {
    return normalize(input, p, dim, 1e-12);
  }

  /**
   * Lp normalization along a dimension. Same as {@code F.normalize}.
   *
   * @param p the exponent of the norm
   * @param eps a small value to avoid division by zero, the minimum of the norm
   */
  public static Tensor normalize(Tensor input, double p, long dim, double eps) {
    return checked(
        () -> {
          Tensor norm = Linalg.vectorNorm(input, p, new long[] {dim}, true, null);
          return input.div(norm.clampMin(eps).expandAs(input));
        },
        input);
  }
}
