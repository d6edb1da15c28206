package torch4j.data.transforms;

import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.functional.F;
import torch4j.nn.functional.GridPaddingMode;
import torch4j.nn.functional.InterpolationMode;

/**
 * One rotation as {@code torchvision.transforms.v2.functional.rotate} computes it: quarter turns by
 * moving pixels, other angles by sampling at the places that the inverse matrix says.
 */
final class Rotation {
  private static final double TOLERANCE = 1e-4;

  private final double angle;
  private final RandomRotation.Options options;

  /** By an angle from 0 to below 360. */
  Rotation(double angle, RandomRotation.Options options) {
    this.angle = angle;
    this.options = options;
  }

  Tensor of(Tensor image) {
    long height = image.size(ImageTransform.HEIGHT);
    long width = image.size(ImageTransform.WIDTH);
    if (options.center() == null) {
      if (angle == 0) {
        return image.clone();
      }
      boolean turns = angle == 180 || ((angle == 90 || angle == 270) && fits(height, width));
      if (turns) {
        return image.rot90((long) angle / 90, ImageTransform.HEIGHT, ImageTransform.WIDTH);
      }
    }
    double[] matrix = inverse(height, width);
    long[] size = options.expand() ? expanded(matrix, height, width) : new long[] {height, width};
    DType dtype = image.dtype().isFloatingPoint() ? image.dtype() : DType.float32;
    return sampled(image, grid(matrix, height, width, size, dtype));
  }

  private boolean fits(long height, long width) {
    return options.expand() || height == width;
  }

  // Python's angle is counterclockwise here, and clockwise in the matrix.
  private double[] inverse(long height, long width) {
    double turn = Math.toRadians(-angle);
    double cos = Math.cos(turn);
    double sin = Math.sin(turn);
    double[] matrix = {cos, sin, 0, -sin, cos, 0};
    if (options.center() != null) {
      double x = options.center().get(0) - width * 0.5;
      double y = options.center().get(1) - height * 0.5;
      matrix[2] = x - matrix[0] * x - matrix[1] * y;
      matrix[5] = y - matrix[3] * x - matrix[4] * y;
    }
    return matrix;
  }

  // The corners' extent, in float32 and cut to four digits, as in Python.
  private static long[] expanded(double[] matrix, long height, long width) {
    double x = 0.5 * width;
    double y = 0.5 * height;
    Tensor corners =
        Torch.tensor(
            new double[][] {{-x, -y, 1}, {-x, y, 1}, {x, y, 1}, {x, -y, 1}}, DType.float32);
    Tensor theta = Torch.tensor(matrix, DType.float32).view(2, 3);
    var ends = corners.matmul(theta.T()).aminmax(0L);
    Tensor half = Torch.tensor(new double[] {x, y}, DType.float32);
    Tensor most = ends.max().add(half).mul_(1 / TOLERANCE).trunc_().mul_(TOLERANCE).ceil_();
    Tensor least = ends.min().add(half).mul_(1 / TOLERANCE).trunc_().mul_(TOLERANCE).floor_();
    float[] size = most.sub_(least).toFloatArray();
    return new long[] {(long) size[1], (long) size[0]};
  }

  private static Tensor grid(double[] matrix, long height, long width, long[] size, DType dtype) {
    Tensor base = Torch.empty(new long[] {1, size[0], size[1], 3}, dtype);
    base.select(-1, 0).copy_(places(size[1]));
    base.select(-1, 1).copy_(places(size[0]).unsqueeze(-1));
    base.select(-1, 2).fill_(1.0);
    Tensor theta = Torch.tensor(matrix, dtype).view(1, 2, 3).transpose(1, 2);
    theta = theta.div(Torch.tensor(new double[] {0.5 * width, 0.5 * height}, dtype));
    return base.view(1, size[0] * size[1], 3).bmm(theta).view(1, size[0], size[1], 2);
  }

  private static Tensor places(long size) {
    return Torch.linspace((1.0 - size) * 0.5, (size - 1.0) * 0.5, size);
  }

  private Tensor sampled(Tensor image, Tensor grid) {
    long[] shape = image.shape();
    int channels = shape.length + ImageTransform.CHANNELS;
    Tensor images = image.reshape(-1, shape[channels], shape[channels + 1], shape[channels + 2]);
    Tensor inside = Torch.ones(new long[] {images.size(0), 1, images.size(2), images.size(3)});
    Tensor masked = Torch.cat(List.of(images.to(grid.dtype()), inside.to(grid.dtype())), 1);
    Tensor moved =
        F.gridSample(
            masked,
            grid.expand(images.size(0), -1, -1, -1),
            options.interpolation(),
            GridPaddingMode.ZEROS,
            false);
    Tensor filled = filled(moved, shape[channels]);
    shape[channels + 1] = grid.size(1);
    shape[channels + 2] = grid.size(2);
    Tensor result = grid.dtype() == image.dtype() ? filled : filled.round_().to(image.dtype());
    return result.reshape(shape);
  }

  private Tensor filled(Tensor moved, long channels) {
    Tensor pixels = moved.narrow(1, 0, channels);
    Tensor mask = moved.narrow(1, channels, 1).expandAs(pixels);
    Tensor fill = options.fill().tensor(moved.dtype());
    return options.interpolation() == InterpolationMode.NEAREST
        ? Torch.where(mask.lt(0.5), fill.expandAs(pixels), pixels)
        : pixels.sub_(fill).mul_(mask).add_(fill);
  }
}
