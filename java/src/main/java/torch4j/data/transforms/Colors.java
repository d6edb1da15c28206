package torch4j.data.transforms;

import java.util.List;
import torch4j.DType;
import torch4j.Index;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * Brightness, contrast, saturation and hue as {@code torchvision.transforms.v2.functional} computes
 * them, of images {@code [..., 1 or 3, H, W]}.
 */
final class Colors {
  private static final int CHANNELS = ImageTransform.CHANNELS;
  // Which of value, p, q and t is red, green and blue in each sixth of the circle of hues.
  private static final long[][] SIXTHS = {
    {0, 2, 1, 1, 3, 0}, {3, 0, 0, 2, 1, 1}, {1, 1, 3, 0, 0, 2}
  };

  private Colors() {}

  static Tensor brightness(Tensor image, double factor) {
    return clamped(image.mul(factor), image.dtype());
  }

  static Tensor contrast(Tensor image, double factor) {
    Tensor gray = gray(image);
    return blend(image, gray.mean(new long[] {CHANNELS, -2, -1}, true), factor);
  }

  static Tensor saturation(Tensor image, double factor) {
    return isGray(image) ? image : blend(image, gray(image), factor);
  }

  static Tensor hue(Tensor image, double shift) {
    if (isGray(image) || image.numel() == 0) {
      return image;
    }
    List<Tensor> hsv = hsv(ToDtype.scaled(image, DType.float32));
    Tensor hue = hsv.get(0).add_(shift).remainder_(1.0);
    return ToDtype.scaled(rgb(hue, hsv.get(1), hsv.get(2)), image.dtype());
  }

  /** {@code rgb_to_grayscale} in the image's dtype, of one or three channels. */
  static Tensor grayscale(Tensor image, long channels) {
    Tensor gray = isGray(image) ? image.clone() : luma(image).to(image.dtype());
    long[] shape = gray.shape();
    shape[shape.length + CHANNELS] = channels;
    return gray.expand(shape);
  }

  private static boolean isGray(Tensor image) {
    return image.size(CHANNELS) == 1;
  }

  private static Tensor luma(Tensor image) {
    List<Tensor> rgb = image.unbind(CHANNELS);
    return rgb.get(0)
        .mul(0.2989)
        .add_(rgb.get(1), 0.587)
        .add_(rgb.get(2), 0.114)
        .unsqueeze(CHANNELS);
  }

  private static Tensor gray(Tensor image) {
    boolean isFloat = image.dtype().isFloatingPoint();
    if (isGray(image)) {
      return isFloat ? image : image.to(DType.float32);
    }
    return isFloat ? luma(image) : luma(image).floor_();
  }

  private static Tensor blend(Tensor image, Tensor other, double ratio) {
    return clamped(image.mul(ratio).add_(other, 1.0 - ratio), image.dtype());
  }

  private static Tensor clamped(Tensor image, DType dtype) {
    return image.clamp_(0.0, ToDtype.maximum(dtype)).to(dtype);
  }

  private static List<Tensor> hsv(Tensor image) {
    List<Tensor> rgb = image.unbind(CHANNELS);
    var ends = image.aminmax((long) CHANNELS);
    Tensor most = ends.max();
    Tensor isFlat = most.eq(ends.min());
    Tensor range = most.sub(ends.min());
    Tensor ones = Torch.onesLike(most);
    Tensor saturation = range.div(Torch.where(isFlat, ones, most));
    Tensor divisor = Torch.where(isFlat, ones, range).unsqueeze(CHANNELS);
    List<Tensor> below = most.unsqueeze(CHANNELS).sub(image).div(divisor).unbind(CHANNELS);
    Tensor isRed = most.eq(rgb.get(0));
    Tensor isGreen = most.eq(rgb.get(1)).logicalAnd(isRed.logicalNot());
    Tensor isBlue = isRed.logicalOr(isGreen).logicalNot();
    Tensor red = below.get(2).sub(below.get(1)).mul_(isRed);
    Tensor green = below.get(0).add(2.0).sub_(below.get(2)).mul_(isGreen);
    Tensor blue = below.get(1).add(4.0).sub_(below.get(0)).mul_(isBlue);
    Tensor hue = red.add_(green).add_(blue).mul_(1.0 / 6.0).add_(1.0).fmod_(1.0);
    return List.of(hue, saturation, most);
  }

  private static Tensor rgb(Tensor hue, Tensor saturation, Tensor value) {
    Tensor sixths = hue.mul(6.0);
    Tensor sixth = sixths.floor();
    Tensor part = sixths.sub_(sixth).mul_(saturation);
    Tensor rest = Torch.rsub(saturation, 1.0);
    Tensor q = Torch.rsub(part, 1.0).mul_(value).clamp_(0.0, 1.0);
    Tensor t = part.add_(rest).mul_(value).clamp_(0.0, 1.0);
    Tensor p = rest.mul_(value).clamp_(0.0, 1.0);
    Tensor index = sixth.to(DType.int64).remainder_(6L);
    Tensor select = Torch.tensor(SIXTHS).get(Index.all(), index).movedim(0, CHANNELS);
    return Torch.stack(List.of(value, p, q, t), CHANNELS).gather(CHANNELS, select);
  }
}
