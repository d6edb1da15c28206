package torch4j.nn.functional;

import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.internal.Require;

/** The part of {@link F} with max unpooling. */
abstract class MaxUnpoolFunctions extends MaxPoolFunctions {
  MaxUnpoolFunctions() {}

  /** Computes a partial inverse of max pooling. Same as {@code F.max_unpool1d}. */
  public static Tensor maxUnpool1d(Tensor input, Tensor indices, long kernelSize) {
    return maxUnpool1d(input, indices, Sizes.of(kernelSize), MaxUnpoolOptions.DEFAULT);
  }

  /** Computes a partial inverse of max pooling. Same as {@code F.max_unpool1d}. */
  public static Tensor maxUnpool1d(Tensor input, Tensor indices, long kernelSize, long stride) {
    return maxUnpool1d(
        input, indices, Sizes.of(kernelSize), MaxUnpoolOptions.DEFAULT.stride(stride));
  }

  /**
   * Computes a partial inverse of max pooling: non-maximal values are set to zero. Same as {@code
   * F.max_unpool1d}.
   *
   * @param input {@code [N, C, L]} or {@code [C, L]}, the output of the max pooling
   * @param indices the indices given out by the max pooling, int64
   * @throws IllegalArgumentException if the output size is not possible for the input
   */
  public static Tensor maxUnpool1d(
      Tensor input, Tensor indices, Sizes kernelSize, MaxUnpoolOptions options) {
    Require.nonNull(indices, "indices", "a tensor");
    return checked(
        () -> {
          long[] size = outputSize(1, input, kernelSize, options);
          var plane = new long[] {size[0], 1};
          return Tensor.wrap(
                  torch.max_unpool2d(
                      input.unsqueeze(-1).unwrap(), indices.unsqueeze(-1).unwrap(), plane))
              .squeeze(-1);
        },
        input,
        indices,
        kernelSize,
        options);
  }

  /** Computes a partial inverse of max pooling. Same as {@code F.max_unpool2d}. */
  public static Tensor maxUnpool2d(Tensor input, Tensor indices, long kernelSize) {
    return maxUnpool2d(input, indices, Sizes.of(kernelSize), MaxUnpoolOptions.DEFAULT);
  }

  /** Computes a partial inverse of max pooling. Same as {@code F.max_unpool2d}. */
  public static Tensor maxUnpool2d(Tensor input, Tensor indices, long kernelSize, long stride) {
    return maxUnpool2d(
        input, indices, Sizes.of(kernelSize), MaxUnpoolOptions.DEFAULT.stride(stride));
  }

  /**
   * Computes a partial inverse of max pooling: non-maximal values are set to zero. Same as {@code
   * F.max_unpool2d}.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}, the output of the max pooling
   * @param indices the indices given out by the max pooling, int64
   * @throws IllegalArgumentException if the output size is not possible for the input
   */
  public static Tensor maxUnpool2d(
      Tensor input, Tensor indices, Sizes kernelSize, MaxUnpoolOptions options) {
    Require.nonNull(indices, "indices", "a tensor");
    return checked(
        () ->
            Tensor.wrap(
                torch.max_unpool2d(
                    input.unwrap(), indices.unwrap(), outputSize(2, input, kernelSize, options))),
        input,
        indices,
        kernelSize,
        options);
  }

  /** Computes a partial inverse of max pooling. Same as {@code F.max_unpool3d}. */
  public static Tensor maxUnpool3d(Tensor input, Tensor indices, long kernelSize) {
    return maxUnpool3d(input, indices, Sizes.of(kernelSize), MaxUnpoolOptions.DEFAULT);
  }

  /** Computes a partial inverse of max pooling. Same as {@code F.max_unpool3d}. */
  public static Tensor maxUnpool3d(Tensor input, Tensor indices, long kernelSize, long stride) {
    return maxUnpool3d(
        input, indices, Sizes.of(kernelSize), MaxUnpoolOptions.DEFAULT.stride(stride));
  }

  /**
   * Computes a partial inverse of max pooling: non-maximal values are set to zero. Same as {@code
   * F.max_unpool3d}.
   *
   * @param input {@code [N, C, D, H, W]} or {@code [C, D, H, W]}, the output of the max pooling
   * @param indices the indices given out by the max pooling, int64
   * @throws IllegalArgumentException if the output size is not possible for the input
   */
  public static Tensor maxUnpool3d(
      Tensor input, Tensor indices, Sizes kernelSize, MaxUnpoolOptions options) {
    Require.nonNull(indices, "indices", "a tensor");
    return checked(
        () ->
            Tensor.wrap(
                torch.max_unpool3d(
                    input.unwrap(),
                    indices.unwrap(),
                    outputSize(3, input, kernelSize, options),
                    stride(3, kernelSize, options),
                    options.padding().forDimensions("padding", 3))),
        input,
        indices,
        kernelSize,
        options);
  }

  private static long[] stride(int dimensions, Sizes kernelSize, MaxUnpoolOptions options) {
    Sizes stride =
        Require.nonNull(options, "options", "options").stride() == null
            ? kernelSize
            : options.stride();
    return stride.forDimensions("stride", dimensions);
  }

  private static long[] outputSize(
      int dimensions, Tensor input, Sizes kernelSize, MaxUnpoolOptions options) {
    long[] kernel =
        Require.nonNull(kernelSize, "kernelSize", "sizes").forDimensions("kernelSize", dimensions);
    long[] stride = stride(dimensions, kernelSize, options);
    long[] padding = options.padding().forDimensions("padding", dimensions);
    var middle = new long[dimensions];
    for (int i = 0; i < dimensions; i++) {
      middle[i] = (input.size(i - dimensions) - 1) * stride[i] + kernel[i] - 2 * padding[i];
    }
    long[] size =
        options.outputSize() == null ? middle : requestedSize(dimensions, options.outputSize());
    for (int i = 0; i < dimensions; i++) {
      long least = Math.max(0, middle[i] - stride[i] + 1);
      long most = middle[i] + stride[i] - 1;
      boolean fits =
          options.outputSize() == null ? size[i] >= 0 : size[i] >= least && size[i] <= most;
      if (!fits) {
        throw new IllegalArgumentException(
            "outputSize: got "
                + Sizes.tuple(size)
                + ", expected dimension "
                + i
                + " to be between "
                + least
                + " and "
                + most);
      }
    }
    return size;
  }

  private static long[] requestedSize(int dimensions, Sizes outputSize) {
    long[] sizes =
        Require.nonNull(outputSize, "outputSize", "sizes").values().stream()
            .mapToLong(Long::longValue)
            .toArray();
    if (sizes.length != dimensions && sizes.length != dimensions + 2) {
      throw new IllegalArgumentException(
          "outputSize: got "
              + outputSize
              + ", expected "
              + dimensions
              + " or "
              + (dimensions + 2)
              + " sizes");
    }
    return Arrays.copyOfRange(sizes, sizes.length - dimensions, sizes.length);
  }
}
