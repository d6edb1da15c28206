package torch4j.nn.functional;

import java.util.Arrays;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Optionals;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * The part of {@link F} with the vision functions: padding, interpolation, grid sampling, folding.
 */
abstract class VisionFunctions extends PoolFunctions {
  VisionFunctions() {}

  /** Pads a tensor with zeros. Same as {@code F.pad(input, pad)}. */
  public static Tensor pad(Tensor input, long... pad) {
    Require.nonNull(pad, "pad", "the padding sizes");
    return checked(() -> Tensor.wrap(torch.pad(input.unwrap(), pad)), input, pad);
  }

  /** Pads a tensor. Same as {@code F.pad(input, pad, mode)}. */
  public static Tensor pad(Tensor input, long[] pad, PadMode mode) {
    return pad(input, pad, mode, null);
  }

  /**
   * Pads a tensor. Same as {@code F.pad}.
   *
   * @param pad the padding sizes, two for each dimension, starting from the last dimension
   * @param mode the padding mode
   * @param value the fill value for constant padding, or null for 0
   */
  public static Tensor pad(Tensor input, long[] pad, PadMode mode, Double value) {
    Require.nonNull(pad, "pad", "the padding sizes");
    return checked(
        () -> Tensor.wrap(torch.pad(input.unwrap(), pad, mode.toString(), Optionals.of(value))),
        input,
        pad,
        mode,
        value);
  }

  /**
   * Resamples the input with nearest neighbor interpolation. Same as {@code F.interpolate(input,
   * size)}.
   */
  public static Tensor interpolate(Tensor input, Sizes size) {
    Require.nonNull(size, "size", "sizes");
    return interpolate(input, size, null, InterpolationMode.NEAREST, null, null, false);
  }

  /**
   * Resamples the input. Same as {@code F.interpolate}.
   *
   * @param input {@code [N, C, L]}, {@code [N, C, H, W]} or {@code [N, C, D, H, W]}
   * @throws IllegalArgumentException if the options do not match each other or the input
   */
  public static Tensor interpolate(Tensor input, InterpolateOptions options) {
    return checked(
        () -> new Interpolation(input, options).output(options.antialias()), input, options);
  }

  /**
   * Resamples the input. Same as {@code F.interpolate}, with the arguments in Python's order.
   *
   * @param size the output spatial size, or null
   * @param scaleFactor the multipliers for the spatial size, or null
   * @see InterpolateOptions
   * @throws IllegalArgumentException if the options do not match each other or the input
   */
  public static Tensor interpolate(
      Tensor input,
      Sizes size,
      double[] scaleFactor,
      InterpolationMode mode,
      Boolean alignCorners,
      Boolean recomputeScaleFactor,
      boolean antialias) {
    var factors = scaleFactor == null ? null : Arrays.stream(scaleFactor).boxed().toList();
    return interpolate(
        input,
        new InterpolateOptions(size, factors, mode, alignCorners, recomputeScaleFactor, antialias));
  }

  /**
   * Upsamples the input; deprecated in Python in favor of interpolate. Same as {@code F.upsample}.
   */
  public static Tensor upsample(Tensor input, InterpolateOptions options) {
    return interpolate(input, options);
  }

  /**
   * Upsamples the input with nearest neighbor interpolation; deprecated in Python in favor of
   * interpolate. Same as {@code F.upsample}.
   */
  public static Tensor upsample(Tensor input, Sizes size) {
    Require.nonNull(size, "size", "sizes");
    return interpolate(input, size);
  }

  /**
   * Upsamples the input with nearest neighbor interpolation. Same as {@code F.upsample_nearest}.
   */
  public static Tensor upsampleNearest(Tensor input, Sizes size) {
    Require.nonNull(size, "size", "sizes");
    return interpolate(input, size);
  }

  /**
   * Upsamples the input with bilinear interpolation and aligned corners. Same as {@code
   * F.upsample_bilinear}.
   */
  public static Tensor upsampleBilinear(Tensor input, Sizes size) {
    Require.nonNull(size, "size", "sizes");
    return interpolate(input, size, null, InterpolationMode.BILINEAR, true, null, false);
  }

  /** Samples the input at the locations of a grid. Same as {@code F.grid_sample(input, grid)}. */
  public static Tensor gridSample(Tensor input, Tensor grid) {
    return gridSample(input, grid, InterpolationMode.BILINEAR, GridPaddingMode.ZEROS, false);
  }

  /**
   * Samples the input at the locations of a grid. Same as {@code F.grid_sample}.
   *
   * @param input {@code [N, C, H, W]} or {@code [N, C, D, H, W]}
   * @param grid locations x, y from -1 to 1, {@code [N, H, W, 2]}; or x, y, z, {@code [N, D, H, W,
   *     3]}
   * @param mode bilinear, nearest or bicubic
   * @param paddingMode how locations outside the input are sampled
   * @param alignCorners whether -1 and 1 refer to the centers of the corner pixels, instead of
   *     their outer corners
   * @throws IllegalArgumentException if the mode is not one of these
   */
  public static Tensor gridSample(
      Tensor input,
      Tensor grid,
      InterpolationMode mode,
      GridPaddingMode paddingMode,
      boolean alignCorners) {
    long code =
        switch (Require.nonNull(mode, "mode", "a mode")) {
          case BILINEAR -> 0;
          case NEAREST -> 1;
          case BICUBIC -> 2;
          default ->
              throw new IllegalArgumentException(
                  "mode: got " + mode + ", expected bilinear, nearest or bicubic");
        };
    return checked(
        () -> {
          requireFinite(grid);
          return Tensor.wrap(
              torch.grid_sampler(
                  input.unwrap(), grid.unwrap(), code, paddingMode.code(), alignCorners));
        },
        input,
        grid,
        mode,
        paddingMode);
  }

  // With NaN and infinities LibTorch reads beyond the input on the CPU, in float64 at least.
  private static void requireFinite(Tensor grid) {
    try (var scope = Torch.scope()) {
      boolean floating = grid.isCpu() && grid.isFloatingPoint();
      if (floating && grid.dtype() != DType.float32 && !grid.isfinite().all().itemBoolean()) {
        throw new IllegalArgumentException(
            "grid: got "
                + TensorDescription.of(grid)
                + " with NaN or infinite elements, expected finite numbers");
      }
    }
  }

  /** The sampling grid of an affine transform. Same as {@code F.affine_grid(theta, size)}. */
  public static Tensor affineGrid(Tensor theta, long... size) {
    return affineGrid(theta, size, false);
  }

  /**
   * The sampling grid of an affine transform, for {@link #gridSample}. Same as {@code
   * F.affine_grid}.
   *
   * @param theta {@code [N, 2, 3]}, or {@code [N, 3, 4]} for volumes; floating-point
   * @param size the target output size, {@code [N, C, H, W]} or {@code [N, C, D, H, W]}
   * @param alignCorners whether -1 and 1 refer to the centers of the corner pixels, instead of
   *     their outer corners
   * @throws IllegalArgumentException if the two do not match
   */
  public static Tensor affineGrid(Tensor theta, long[] size, boolean alignCorners) {
    Require.nonNull(theta, "theta", "a tensor");
    Require.nonNull(size, "size", "sizes");
    int spatial = size.length - 2;
    boolean fits =
        (spatial == 2 || spatial == 3)
            && theta.isFloatingPoint()
            && theta.dim() == 3
            && theta.size(1) == spatial
            && theta.size(2) == spatial + 1;
    if (!fits) {
      throw new IllegalArgumentException(
          "theta: got "
              + TensorDescription.of(theta)
              + " for the size "
              + Sizes.tuple(size)
              + ", expected [N, 2, 3] for 4 sizes or [N, 3, 4] for 5, floating-point");
    }
    boolean unit = alignCorners && Arrays.stream(size).skip(2).min().getAsLong() == 1;
    if (!unit && Arrays.stream(size).anyMatch(length -> length <= 0)) {
      throw new IllegalArgumentException(
          "size: got " + Sizes.tuple(size) + ", expected non-zero, positive sizes");
    }
    return checked(() -> Torch.affineGridGenerator(theta, size, alignCorners), theta, size);
  }

  /**
   * Rearranges elements from {@code [*, C * r², H, W]} to {@code [*, C, H * r, W * r]}. Same as
   * {@code F.pixel_shuffle}.
   */
  public static Tensor pixelShuffle(Tensor input, long upscaleFactor) {
    return checked(() -> Torch.pixelShuffle(input, upscaleFactor), input);
  }

  /**
   * Rearranges elements from {@code [*, C, H * r, W * r]} to {@code [*, C * r², H, W]}. Same as
   * {@code F.pixel_unshuffle}.
   */
  public static Tensor pixelUnshuffle(Tensor input, long downscaleFactor) {
    return checked(() -> Torch.pixelUnshuffle(input, downscaleFactor), input);
  }

  /** Divides the channels into groups and rearranges them. Same as {@code F.channel_shuffle}. */
  public static Tensor channelShuffle(Tensor input, long groups) {
    return checked(() -> Torch.channelShuffle(input, groups), input);
  }

  /**
   * Divides the channels into groups and rearranges them. Same as {@code F.native_channel_shuffle}.
   */
  public static Tensor nativeChannelShuffle(Tensor input, long groups) {
    return checked(() -> Tensor.wrap(torch.native_channel_shuffle(input.unwrap(), groups)), input);
  }

  /**
   * Extracts sliding local blocks as columns (im2col). Same as {@code F.unfold(input,
   * kernel_size)}.
   */
  public static Tensor unfold(Tensor input, Sizes kernelSize) {
    return unfold(input, kernelSize, FoldOptions.DEFAULT);
  }

  /**
   * Extracts sliding local blocks as columns (im2col). Same as {@code F.unfold}.
   *
   * @param input {@code [N, C, H, W]} or {@code [C, H, W]}
   * @param kernelSize the size of the sliding blocks
   */
  public static Tensor unfold(Tensor input, Sizes kernelSize, FoldOptions options) {
    return checked(
        () ->
            Tensor.wrap(
                torch.im2col(
                    input.unwrap(),
                    twoDimensions("kernelSize", kernelSize),
                    twoDimensions("dilation", options.dilation()),
                    twoDimensions("padding", options.padding()),
                    twoDimensions("stride", options.stride()))),
        input,
        kernelSize,
        options);
  }

  /**
   * Combines columns of sliding local blocks into an image (col2im). Same as {@code F.fold(input,
   * output_size, kernel_size)}.
   */
  public static Tensor fold(Tensor input, Sizes outputSize, Sizes kernelSize) {
    return fold(input, outputSize, kernelSize, FoldOptions.DEFAULT);
  }

  /**
   * Combines columns of sliding local blocks into an image (col2im). Same as {@code F.fold}.
   *
   * @param input {@code [N, C * product(kernelSize), L]} or {@code [C * product(kernelSize), L]}
   * @param outputSize the spatial size of the output
   * @param kernelSize the size of the sliding blocks
   */
  public static Tensor fold(Tensor input, Sizes outputSize, Sizes kernelSize, FoldOptions options) {
    return checked(
        () ->
            Tensor.wrap(
                torch.col2im(
                    input.unwrap(),
                    twoDimensions("outputSize", outputSize),
                    twoDimensions("kernelSize", kernelSize),
                    twoDimensions("dilation", options.dilation()),
                    twoDimensions("padding", options.padding()),
                    twoDimensions("stride", options.stride()))),
        input,
        outputSize,
        kernelSize,
        options);
  }

  // LibTorch counts the blocks with 32 bits in some loops, which would not end.
  private static long[] twoDimensions(String name, Sizes sizes) {
    long[] plane = sizes.forDimensions(name, 2);
    if (Arrays.stream(plane).anyMatch(size -> size > Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          name + ": got " + sizes + ", expected sizes <= " + Integer.MAX_VALUE);
    }
    return plane;
  }
}
