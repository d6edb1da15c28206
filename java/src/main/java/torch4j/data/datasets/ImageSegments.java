package torch4j.data.datasets;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the parts of an image file before the pixels say, where the JDK does not: EXIF's orientation
 * in JPEG and PNG, and how many components a JPEG has.
 *
 * @param orientation 1 to 8, as in EXIF
 * @param jpegComponents 1, 3 or 4; 0 if it is no JPEG
 * @param isYcck whether four components are YCCK, and not CMYK
 */
record ImageSegments(int orientation, int jpegComponents, boolean isYcck) {
  private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
  private static final byte[] ADOBE = {'A', 'd', 'o', 'b', 'e'};
  private static final int ADOBE_TRANSFORM_AT = 11;
  private static final int YCCK = 2;
  private static final int PNG_HEADER = 8;
  private static final int PNG_EXIF = 0x65584966; // eXIf
  private static final int ORIENTATION = 0x0112;

  private static final ImageSegments NONE = new ImageSegments(1, 0, false);

  /** What the file's bytes say; what cannot be read is not there. */
  static ImageSegments of(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    try {
      if (bytes.length > 2 && in.getShort(0) == (short) 0xffd8) {
        return ofJpeg(in.position(2));
      }
      boolean isPng = bytes.length > PNG_HEADER && in.getInt(0) == 0x89504e47;
      return isPng ? ofPng(in.position(PNG_HEADER)) : NONE;
    } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return NONE; // the decoder says what is wrong
    }
  }

  private static ImageSegments ofJpeg(ByteBuffer in) {
    int orientation = 1;
    boolean isYcck = false;
    while (true) {
      int marker = in.getShort() & 0xffff;
      while (marker == 0xffff) { // fill bytes
        marker = 0xff00 | (in.get() & 0xff);
      }
      int end = in.position() + (in.getShort() & 0xffff);
      if (marker == 0xffe1 && startsWith(in, EXIF)) {
        orientation = orientation(slice(in, in.position() + EXIF.length, end));
      } else if (marker == 0xffee && startsWith(in, ADOBE)) {
        isYcck = in.get(in.position() + ADOBE_TRANSFORM_AT) == YCCK;
      } else if (isFrame(marker)) {
        return new ImageSegments(orientation, in.get(in.position() + 5), isYcck);
      }
      in.position(end);
    }
  }

  // SOF0 to SOF15, but for the tables DHT, JPG and DAC.
  private static boolean isFrame(int marker) {
    return marker >= 0xffc0
        && marker <= 0xffcf
        && marker != 0xffc4
        && marker != 0xffc8
        && marker != 0xffcc;
  }

  private static ImageSegments ofPng(ByteBuffer in) {
    while (in.remaining() >= PNG_HEADER) {
      int length = in.getInt();
      if (in.getInt() == PNG_EXIF) {
        return new ImageSegments(
            orientation(slice(in, in.position(), in.position() + length)), 0, false);
      }
      in.position(in.position() + length + Integer.BYTES);
    }
    return NONE;
  }

  private static boolean startsWith(ByteBuffer in, byte[] head) {
    return slice(in, in.position(), in.position() + head.length).equals(ByteBuffer.wrap(head));
  }

  private static ByteBuffer slice(ByteBuffer in, int from, int to) {
    return in.slice(from, to - from);
  }

  // The structure of TIFF: an offset to entries of 12 bytes.
  private static int orientation(ByteBuffer tiff) {
    tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int entries = tiff.getInt(4);
    int count = tiff.getShort(entries) & 0xffff;
    for (int i = 0; i < count; i++) {
      int entry = entries + 2 + 12 * i;
      if ((tiff.getShort(entry) & 0xffff) == ORIENTATION) {
        int orientation = tiff.getShort(entry + 8);
        return orientation >= 1 && orientation <= 8 ? orientation : 1;
      }
    }
    return 1;
  }
}
