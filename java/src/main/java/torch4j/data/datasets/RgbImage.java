package torch4j.data.datasets;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * Pixels as three planes, red, green and blue.
 *
 * @param planes the planes one after the other, row by row
 */
@SuppressWarnings("ArrayRecordComponent") // inside this package, and not compared
record RgbImage(int width, int height, byte[] planes) {
  private static final int RGB = 3;

  private static RgbImage empty(int width, int height) {
    return new RgbImage(width, height, new byte[RGB * width * height]);
  }

  /** Pillow's {@code convert("RGB")} of an image. */
  static RgbImage of(BufferedImage image) {
    Raster raster = image.getRaster();
    if (image.getColorModel() instanceof IndexColorModel palette) {
      return ofPalette(raster, palette);
    }
    boolean isPlain =
        raster.getTransferType() == DataBuffer.TYPE_BYTE
            || raster.getTransferType() == DataBuffer.TYPE_USHORT;
    boolean isPacked = raster.getSampleModel().getNumDataElements() != raster.getNumBands();
    return isPlain && !isPacked ? ofBands(raster) : ofColors(image);
  }

  private static RgbImage ofPalette(Raster raster, IndexColorModel palette) {
    RgbImage result = empty(raster.getWidth(), raster.getHeight());
    var colors = new int[palette.getMapSize()];
    palette.getRGBs(colors);
    int size = result.width * result.height;
    var row = new int[result.width];
    for (int y = 0; y < result.height; y++) {
      raster.getSamples(0, y, result.width, 1, 0, row);
      for (int x = 0; x < result.width; x++) {
        result.set(y * result.width + x, size, row[x] < colors.length ? colors[row[x]] : 0);
      }
    }
    return result;
  }

  // Gray, gray with alpha, RGB, RGB with alpha.
  private static RgbImage ofBands(Raster raster) {
    RgbImage result = empty(raster.getWidth(), raster.getHeight());
    int bands = raster.getNumBands();
    int size = result.width * result.height;
    for (int color = 0; color < RGB; color++) {
      int band = bands < RGB ? 0 : color;
      if (raster.getTransferType() == DataBuffer.TYPE_BYTE) {
        result.copyBytes(raster, bands, band, color * size);
      } else {
        result.copyShorts(raster, bands, band, color * size);
      }
    }
    return result;
  }

  private void copyBytes(Raster raster, int bands, int band, int to) {
    byte[] row = new byte[width * bands];
    int at = to;
    for (int y = 0; y < height; y++) {
      raster.getDataElements(0, y, width, 1, row);
      for (int i = band; i < row.length; i += bands) {
        planes[at++] = row[i];
      }
    }
  }

  // Of colors the high bytes; gray values above 255 are white, as in Pillow.
  private void copyShorts(Raster raster, int bands, int band, int to) {
    short[] row = new short[width * bands];
    int at = to;
    for (int y = 0; y < height; y++) {
      raster.getDataElements(0, y, width, 1, row);
      for (int i = band; i < row.length; i += bands) {
        int value = Short.toUnsignedInt(row[i]);
        planes[at++] = (byte) (bands == 1 ? Math.min(value, 255) : value >> Byte.SIZE);
      }
    }
  }

  private static RgbImage ofColors(BufferedImage image) {
    RgbImage result = empty(image.getWidth(), image.getHeight());
    int size = result.width * result.height;
    var row = new int[result.width];
    for (int y = 0; y < result.height; y++) {
      image.getRGB(0, y, result.width, 1, row, 0, result.width);
      for (int x = 0; x < result.width; x++) {
        result.set(y * result.width + x, size, row[x]);
      }
    }
    return result;
  }

  private void set(int at, int size, int color) {
    planes[at] = (byte) (color >> 16);
    planes[at + size] = (byte) (color >> 8);
    planes[at + 2 * size] = (byte) color;
  }

  /** Of JPEG's four components, which Adobe stores inverted. */
  static RgbImage ofCmyk(Raster raster, boolean isYcck) {
    RgbImage result = empty(raster.getWidth(), raster.getHeight());
    int size = result.width * result.height;
    var pixels = new byte[size * 4];
    raster.getDataElements(0, 0, result.width, result.height, pixels);
    for (int i = 0; i < size; i++) {
      int first = pixels[4 * i] & 0xff;
      int second = pixels[4 * i + 1] & 0xff;
      int third = pixels[4 * i + 2] & 0xff;
      int light = pixels[4 * i + 3] & 0xff;
      if (isYcck) {
        int y = first;
        double cb = second - 128;
        double cr = third - 128;
        first = 255 - clamped(y + 1.402 * cr);
        second = 255 - clamped(y - 0.344136 * cb - 0.714136 * cr);
        third = 255 - clamped(y + 1.772 * cb);
      }
      result.planes[i] = ink(first, light);
      result.planes[i + size] = ink(second, light);
      result.planes[i + 2 * size] = ink(third, light);
    }
    return result;
  }

  private static int clamped(double value) {
    return (int) Math.max(0, Math.min(255, Math.rint(value)));
  }

  // Pillow's rounded division by 255.
  private static byte ink(int inverted, int light) {
    int product = (255 - inverted) * light + 128;
    return (byte) (light - ((product + (product >> 8)) >> 8));
  }

  /** Turned upright, as {@code ImageOps.exif_transpose} does. */
  RgbImage oriented(int orientation) {
    if (orientation == 1) {
      return this;
    }
    boolean isTurned = orientation > 4;
    RgbImage result = empty(isTurned ? height : width, isTurned ? width : height);
    boolean fromRight = orientation == 2 || orientation == 3 || orientation >= 7;
    boolean fromBottom =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    int size = width * height;
    int at = 0;
    for (int row = 0; row < result.height; row++) {
      for (int column = 0; column < result.width; column++, at++) {
        int x = isTurned ? row : column;
        int y = isTurned ? column : row;
        int from = (fromBottom ? height - 1 - y : y) * width + (fromRight ? width - 1 - x : x);
        for (int plane = 0; plane < planes.length; plane += size) {
          result.planes[plane + at] = planes[plane + from];
        }
      }
    }
    return result;
  }
}
