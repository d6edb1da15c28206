package torch4j.data.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

/**
 * Image files as tensors: PNG, JPEG, BMP, GIF and TIFF, by the JDK. Same as {@code
 * ImageOps.exif_transpose(Image.open(file)).convert("RGB")} of Pillow: gray and palettes become
 * RGB, alpha is left out, of 16-bit colors the high 8 bits are taken, CMYK is converted without a
 * profile, and photos are turned upright. In gray images of 16 bits, all above 255 is white, as in
 * Pillow. Decoders of JPEG may differ by a few levels of 255.
 */
public final class ImageFile {
  private static final String EXPECTED = "a PNG, JPEG, BMP, GIF or TIFF image";

  private ImageFile() {}

  /**
   * The image of a file as uint8 {@code [3, H, W]}.
   *
   * @throws InvalidDataException if it is no image, or a damaged one
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Tensor read(Path file) {
    Require.nonNull(file, "file", "a path");
    Torch.init();
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileFailure.reading(file, EXPECTED, e);
    }
    RgbImage image;
    try {
      image = decoded(bytes);
    } catch (IOException | RuntimeException e) { // the JDK's decoders throw anything
      throw new InvalidDataException(
          file + ": got a damaged image (" + reason(e) + "), expected " + EXPECTED, e);
    }
    if (image == null) {
      throw new InvalidDataException(
          file + ": got " + bytes.length + " bytes of something else, expected " + EXPECTED);
    }
    try (Tensor planes = Torch.tensor(image.planes())) {
      return planes.view(3, image.height(), image.width());
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  // Null if no reader knows the format.
  private static RgbImage decoded(byte[] bytes) throws IOException {
    try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return null;
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        reader.addIIOReadWarningListener((source, warning) -> requireHarmless(warning));
        return read(reader, ImageSegments.of(bytes));
      } finally {
        reader.dispose();
      }
    }
  }

  // libjpeg goes on with gray where the data ends; Pillow refuses it.
  private static void requireHarmless(String warning) {
    String lower = warning.toLowerCase(Locale.ROOT);
    if (lower.contains("truncated") || lower.contains("premature") || lower.contains("corrupt")) {
      throw new IllegalStateException(warning);
    }
  }

  private static RgbImage read(ImageReader reader, ImageSegments segments) throws IOException {
    long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
    if (pixels > Integer.MAX_VALUE / 4) {
      throw new IOException("it has " + pixels + " pixels");
    }
    if (segments.jpegComponents() == 4) {
      Raster raster = reader.readRaster(0, null);
      return RgbImage.ofCmyk(raster, segments.isYcck()).oriented(segments.orientation());
    }
    BufferedImage image = reader.read(0);
    return RgbImage.of(image).oriented(segments.orientation());
  }
}
