package torch4j.tensorboard;

import com.google.protobuf.ByteString;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import torch4j.DType;
import torch4j.ImageLayout;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.TensorDescription;
import torch4j.tensorboard.proto.EventProto.Summary;

/** Images of tensors, as PNG. Same as {@code image} of {@code torch.utils.tensorboard.summary}. */
final class ImageSummary {
  private static final int GRID_COLUMNS = 8;
  private static final double WHITE = 255;

  private ImageSummary() {}

  static Summary.Image of(Tensor image, String dataformats) {
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Tensor pixels = bytes(hwc(image.detach(), image, dataformats)).cpu().contiguous();
      return Summary.Image.newBuilder()
          .setHeight((int) pixels.size(0))
          .setWidth((int) pixels.size(1))
          .setColorspace((int) pixels.size(2))
          .setEncodedImageString(png(pixels.toImage(ImageLayout.HWC)))
          .build();
    }
  }

  // What the dtype says about the range: 0 to 255 for uint8, 0 to 1 for all others.
  private static Tensor bytes(Tensor image) {
    if (image.dtype() == DType.uint8) {
      return image;
    }
    return image.to(DType.float32).mul(WHITE).nanToNum(0.0).clamp(0, WHITE).to(DType.uint8);
  }

  private static Tensor hwc(Tensor image, Tensor given, String dataformats) {
    String order =
        switch (dataformats.length()) {
          case 2 -> "HW";
          case 3 -> "HWC";
          default -> "NCHW";
        };
    String formats = dataformats.toUpperCase(Locale.ROOT);
    if (!sorted(formats).equals(sorted(order))) {
      throw new IllegalArgumentException(
          "dataformats: got \""
              + dataformats
              + "\", expected the letters of HW, HWC or NCHW in any order");
    }
    requireDims(given, formats);
    Tensor ordered = image.permute(order.chars().mapToLong(formats::indexOf).toArray());
    return switch (order) {
      case "HW" -> Torch.stack(List.of(ordered, ordered, ordered), 2);
      case "HWC" -> colors(ordered, given, formats);
      default -> grid(ordered, given, formats);
    };
  }

  private static String sorted(String letters) {
    return letters
        .chars()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static void requireDims(Tensor image, String formats) {
    if (image.dim() != formats.length() || image.numel() == 0 || image.dtype().isComplex()) {
      throw new IllegalArgumentException(
          "image: got "
              + TensorDescription.of(image)
              + ", expected real numbers with "
              + formats.length()
              + " dimensions "
              + formats
              + ", none of them empty");
    }
  }

  private static Tensor colors(Tensor image, Tensor given, String formats) {
    long channels = image.size(2);
    if (channels != 1 && channels != 3 && channels != 4) {
      throw wrongChannels(given, formats, "1, 3 or 4");
    }
    return channels == 1 ? image.expand(image.size(0), image.size(1), 3) : image;
  }

  private static IllegalArgumentException wrongChannels(Tensor given, String formats, String some) {
    return new IllegalArgumentException(
        "image: got "
            + TensorDescription.of(given)
            + ", expected "
            + some
            + " channels in the dimensions "
            + formats);
  }

  // Rows of up to 8 images, the last one filled up with black.
  private static Tensor grid(Tensor images, Tensor given, String formats) {
    if (images.size(1) != 1 && images.size(1) != 3) {
      throw wrongChannels(given, formats, "1 or 3");
    }
    long count = images.size(0);
    long height = images.size(2);
    long width = images.size(3);
    long columns = Math.min(count, GRID_COLUMNS);
    long rows = (count + columns - 1) / columns;
    Tensor all = images.expand(count, 3, height, width);
    if (rows * columns > count) {
      all =
          Torch.cat(
              List.of(all, all.newZeros(new long[] {rows * columns - count, 3, height, width})), 0);
    }
    return all.reshape(rows, columns, 3, height, width)
        .permute(LongStream.of(0, 3, 1, 4, 2).toArray())
        .reshape(rows * height, columns * width, 3);
  }

  private static ByteString png(BufferedImage image) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(image);
    } catch (IOException e) { // from memory to memory
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }
}
