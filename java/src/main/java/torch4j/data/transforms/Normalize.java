package torch4j.data.transforms;

import java.util.Arrays;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * Subtracts a mean and divides by a standard deviation, channel by channel. Same as {@code
 * torchvision.transforms.v2.Normalize}. Takes floating-point images {@code [..., C, H, W]}.
 */
public final class Normalize extends ImageTransform {
  private final double[] mean;
  private final double[] std;

  /** One mean and one standard deviation for all channels. */
  public Normalize(double mean, double std) {
    this(new double[] {mean}, new double[] {std});
  }

  /**
   * A mean and a standard deviation for each channel.
   *
   * @throws IllegalArgumentException if an array is empty, or a standard deviation is 0
   */
  public Normalize(double[] mean, double[] std) {
    super(3);
    this.mean = required(mean, "mean");
    this.std = required(std, "std");
    if (Arrays.stream(std).anyMatch(value -> value == 0)) {
      throw new IllegalArgumentException(
          "std: got " + Arrays.toString(std) + ", expected no 0, by which values are divided");
    }
  }

  private static double[] required(double[] values, String name) {
    if (Require.nonNull(values, name, "a number for each channel").length == 0) {
      throw new IllegalArgumentException(name + ": got none, expected a number for each channel");
    }
    return values.clone();
  }

  @Override
  Tensor transform(Tensor image, Draws draws) {
    long channels = image.size(CHANNELS);
    if (!image.dtype().isFloatingPoint()) {
      throw refused(image, "a floating-point dtype; new ToDtype(DType.float32, true) before it");
    }
    if (!fits(mean, channels) || !fits(std, channels)) {
      throw refused(
          image, "channels for " + mean.length + " means and " + std.length + " deviations");
    }
    return image.sub(tensor(mean, image)).div_(tensor(std, image));
  }

  // One channel and several means make several channels, as in Python.
  private static boolean fits(double[] values, long channels) {
    return values.length == 1 || channels == 1 || values.length == channels;
  }

  private static Tensor tensor(double[] values, Tensor image) {
    return Torch.tensor(values).to(image).view(-1, 1, 1);
  }
}
