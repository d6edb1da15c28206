package torch4j;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.util.Arrays;

/** Tensors of images' bytes, and images of tensors. */
final class ImageTensors {
  private static final int GRAY = 1;
  private static final int RGB = 3;
  private static final int RGBA = 4;

  private ImageTensors() {}

  /** A uint8 tensor of 1 (gray), 3 (RGB) or 4 (RGBA) channels. */
  static Tensor tensor(BufferedImage image, ImageLayout layout) {
    if (image == null || layout == null) {
      throw new IllegalArgumentException(
          (image == null ? "fromImage: image" : "fromImage: layout") + ": got null, expected one");
    }
    byte[] bytes = bytes(image);
    long[] shape = {image.getHeight(), image.getWidth(), 0};
    shape[2] = bytes.length / (shape[0] * shape[1]);
    Tensor pixels = NewTensor.of(ElementType.BYTE, bytes, shape, null);
    if (layout == ImageLayout.HWC) {
      return pixels;
    }
    try (pixels;
        Tensor channels = pixels.permute(2, 0, 1)) {
      return channels.clone(MemoryFormat.contiguousFormat);
    }
  }

  private static byte[] bytes(BufferedImage image) {
    Raster raster = image.getRaster();
    ColorModel colors = image.getColorModel();
    int bands = raster.getNumBands();
    boolean isGray = isGray(colors);
    if (isGray && raster.getTransferType() == DataBuffer.TYPE_USHORT && bands == 1) {
      return highBytes((short[]) elements(image));
    }
    if (isPlain(image) && (isGray ? bands <= 2 : bands == RGB || bands == RGBA)) {
      byte[] bytes = (byte[]) elements(image);
      return bands == 2 ? grayWithAlpha(bytes) : bytes;
    }
    return converted(image);
  }

  // Java takes gray values for linear light: its conversion to RGB would change them.
  private static boolean isGray(ColorModel colors) {
    return colors instanceof ComponentColorModel
        && colors.getColorSpace().getType() == java.awt.color.ColorSpace.TYPE_GRAY;
  }

  private static boolean isPlain(BufferedImage image) {
    ColorModel colors = image.getColorModel();
    return colors instanceof ComponentColorModel
        && image.getRaster().getTransferType() == DataBuffer.TYPE_BYTE
        && Arrays.stream(colors.getComponentSize()).allMatch(bits -> bits == Byte.SIZE)
        && !colors.isAlphaPremultiplied()
        && (isGray(colors) || colors.getColorSpace().isCS_sRGB());
  }

  private static Object elements(BufferedImage image) {
    return image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null);
  }

  private static byte[] highBytes(short[] values) {
    var bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i] >>> Byte.SIZE);
    }
    return bytes;
  }

  private static byte[] grayWithAlpha(byte[] values) {
    var bytes = new byte[values.length / 2 * RGBA];
    for (int i = 0; i < values.length / 2; i++) {
      Arrays.fill(bytes, i * RGBA, i * RGBA + RGB, values[2 * i]);
      bytes[i * RGBA + RGB] = values[2 * i + 1];
    }
    return bytes;
  }

  private static byte[] converted(BufferedImage image) {
    boolean hasAlpha = image.getColorModel().hasAlpha();
    int width = image.getWidth();
    int height = image.getHeight();
    var bytes = new byte[Math.multiplyExact(width * height, hasAlpha ? RGBA : RGB)];
    var row = new int[width];
    int at = 0;
    for (int y = 0; y < height; y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int color : row) {
        bytes[at++] = (byte) (color >> 16);
        bytes[at++] = (byte) (color >> 8);
        bytes[at++] = (byte) color;
        if (hasAlpha) {
          bytes[at++] = (byte) (color >>> 24);
        }
      }
    }
    return bytes;
  }

  /** The image of a uint8 tensor. */
  static BufferedImage image(Tensor tensor, ImageLayout layout) {
    if (layout == null) {
      throw new IllegalArgumentException("toImage: layout: got null, expected one");
    }
    long[] shape = tensor.shape();
    DType dtype = tensor.dtype();
    int channelDim = layout == ImageLayout.CHW ? 0 : 2;
    long channels = shape.length == 2 ? GRAY : shape.length == 3 ? shape[channelDim] : 0;
    boolean isImage = channels == GRAY || channels == RGB || channels == RGBA;
    if (dtype != DType.uint8 || !isImage || tensor.numel() == 0) {
      throw new IllegalArgumentException(
          "toImage: got "
              + Arrays.toString(shape)
              + " "
              + dtype.name()
              + ", expected uint8 of [H, W] or "
              + (layout == ImageLayout.CHW ? "[C, H, W]" : "[H, W, C]")
              + " with 1, 3 or 4 channels"
              + (dtype.isFloatingPoint() ? "; x.mul(255).round().to(DType.uint8) of 0 to 1" : ""));
    }
    if (shape.length == 2 || layout == ImageLayout.HWC) {
      return image(tensor, (int) channels, shape[1], shape[0]);
    }
    try (Tensor pixels = tensor.permute(1, 2, 0)) {
      return image(pixels, (int) channels, shape[2], shape[1]);
    }
  }

  private static BufferedImage image(Tensor pixels, int channels, long width, long height) {
    int type =
        switch (channels) {
          case GRAY -> BufferedImage.TYPE_BYTE_GRAY;
          case RGB -> BufferedImage.TYPE_3BYTE_BGR;
          default -> BufferedImage.TYPE_4BYTE_ABGR;
        };
    Object bytes = ArrayReader.read("toImage", pixels, ElementType.BYTE, ArrayReader::flat);
    var image = new BufferedImage(Math.toIntExact(width), Math.toIntExact(height), type);
    image.getRaster().setDataElements(0, 0, image.getWidth(), image.getHeight(), bytes);
    return image;
  }
}
