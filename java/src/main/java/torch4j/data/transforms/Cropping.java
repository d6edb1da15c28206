package torch4j.data.transforms;

import torch4j.DType;
import torch4j.Index;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.functional.F;
import torch4j.nn.functional.PadMode;

/** Crops and padding as in {@code torchvision.transforms.v2.functional}, of images as tensors. */
final class Cropping {
  private Cropping() {}

  static Tensor crop(Tensor image, long top, long left, long height, long width) {
    return image
        .narrow(ImageTransform.HEIGHT, top, height)
        .narrow(ImageTransform.WIDTH, left, width);
  }

  /**
   * Pads the edges.
   *
   * @param pad left, right, top, bottom, as in {@code F.pad}
   */
  static Tensor pad(Tensor image, long[] pad, Fill fill, EdgePadding mode) {
    long[] shape = image.shape();
    int height = shape.length + ImageTransform.HEIGHT;
    int width = shape.length + ImageTransform.WIDTH;
    boolean isFlat = shape.length == 2;
    Tensor images = image.reshape(-1, isFlat ? 1 : shape[height - 1], shape[height], shape[width]);
    Tensor padded =
        switch (mode) {
          case CONSTANT -> constant(images, pad, fill);
          case EDGE -> mirrored(images, pad, PadMode.REPLICATE);
          case REFLECT -> mirrored(images, pad, PadMode.REFLECT);
          case SYMMETRIC -> symmetric(images, pad);
        };
    shape[height] += pad[2] + pad[3];
    shape[width] += pad[0] + pad[1];
    return padded.reshape(shape);
  }

  private static Tensor constant(Tensor images, long[] pad, Fill fill) {
    if (fill.values().size() == 1) {
      return F.pad(images, pad, PadMode.CONSTANT, fill.values().get(0));
    }
    Tensor padded = fill.tensor(images.dtype()).expand(images.size(0), -1, 1, 1);
    padded =
        padded.repeat(1, 1, images.size(2) + pad[2] + pad[3], images.size(3) + pad[0] + pad[1]);
    crop(padded, pad[2], pad[0], images.size(2), images.size(3)).copy_(images);
    return padded;
  }

  private static Tensor mirrored(Tensor images, long[] pad, PadMode mode) {
    DType dtype = images.dtype();
    return dtype.isFloatingPoint()
        ? F.pad(images, pad, mode)
        : F.pad(images.to(DType.float32), pad, mode).to(dtype);
  }

  private static Tensor symmetric(Tensor images, long[] pad) {
    Tensor rows = indices(images.size(2), pad[2], pad[3]).view(-1, 1);
    Tensor columns = indices(images.size(3), pad[0], pad[1]).view(1, -1);
    return images.get(Index.all(), Index.all(), rows, columns);
  }

  // Python's negative indices count from the end, so that padding is at most the image's size.
  private static Tensor indices(long size, long before, long after) {
    var indices = new long[Math.toIntExact(before + size + after)];
    for (int i = 0; i < indices.length; i++) {
      long at = i - before;
      indices[i] = at < 0 ? -at - 1 : at < size ? at : 2 * size - 1 - at;
    }
    return Torch.tensor(indices);
  }
}
