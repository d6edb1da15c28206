package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static torch4j.Torch.dims;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Tensors of images and images of tensors. */
final class ImageTensorsTest {
  private static final int ORANGE = 0xff_ff_80_01;
  private static final int BLUE = 0xff_00_02_ff;

  private static BufferedImage image(int type) {
    var image = new BufferedImage(2, 1, type);
    image.setRGB(0, 0, ORANGE);
    image.setRGB(1, 0, BLUE);
    return image;
  }

  @Test
  void colors_areThoseOfEveryType() {
    for (int type :
        List.of(
            BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_BGR, BufferedImage.TYPE_3BYTE_BGR)) {
      Tensor tensor = Torch.fromImage(image(type));
      assertEquals(DType.uint8, tensor.dtype());
      assertEquals(
          List.of(
              List.of(List.of(255L, 0L)), List.of(List.of(128L, 2L)), List.of(List.of(1L, 255L))),
          tensor.toList());
      assertEquals(true, tensor.isContiguous());
    }
  }

  @Test
  void alpha_isTheFourthChannel() {
    for (int type : List.of(BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_4BYTE_ABGR)) {
      var image = new BufferedImage(1, 1, type);
      image.setRGB(0, 0, 0x40_10_20_30);
      assertEquals(
          List.of(List.of(List.of(16L, 32L, 48L, 64L))),
          Torch.fromImage(image, ImageLayout.HWC).toList());
    }
  }

  @Test
  void gray_keepsItsValues() {
    var gray = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
    gray.getRaster().setSample(0, 0, 0, 100);
    gray.getRaster().setSample(1, 0, 0, 200);
    assertEquals(List.of(List.of(List.of(100L, 200L))), Torch.fromImage(gray).toList());
    var deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 0xc8_01);
    assertEquals(List.of(List.of(List.of(200L))), Torch.fromImage(deep).toList());
  }

  @Test
  void palettes_becomeColors() {
    var image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_BINARY);
    image.setRGB(0, 0, 0xff_ff_ff_ff);
    assertArrayEquals(new byte[] {-1, -1, -1}, Torch.fromImage(image).toByteArray());
    long channels = Torch.fromImage(image(BufferedImage.TYPE_BYTE_INDEXED)).size(0);
    assertEquals(3, channels);
  }

  @Test
  void partOfAnImage_isThatPart() {
    Tensor part = Torch.fromImage(image(BufferedImage.TYPE_3BYTE_BGR).getSubimage(1, 0, 1, 1));
    assertArrayEquals(new byte[] {0, 2, -1}, part.toByteArray());
    part = Torch.fromImage(image(BufferedImage.TYPE_INT_RGB).getSubimage(1, 0, 1, 1));
    assertArrayEquals(new byte[] {0, 2, -1}, part.toByteArray());
  }

  @Test
  void images_comeBack() {
    for (long channels : List.of(1L, 3L, 4L)) {
      Tensor tensor = Torch.randint(256, dims(channels, 5, 7), DType.uint8);
      BufferedImage image = tensor.toImage();
      assertEquals(7, image.getWidth());
      assertEquals(5, image.getHeight());
      assertEquals(tensor.toList(), Torch.fromImage(image).toList());
      Tensor pixels = tensor.permute(1, 2, 0);
      assertEquals(tensor.toList(), Torch.fromImage(pixels.toImage(ImageLayout.HWC)).toList());
    }
    Tensor flat = Torch.randint(256, dims(5, 7), DType.uint8);
    assertEquals(flat.unsqueeze(0).toList(), Torch.fromImage(flat.toImage()).toList());
  }

  @Test
  void files_keepTheirBytes() throws IOException {
    for (long channels : List.of(1L, 3L, 4L)) {
      Tensor tensor = Torch.randint(256, dims(channels, 9, 4), DType.uint8);
      var out = new ByteArrayOutputStream();
      ImageIO.write(tensor.toImage(), "png", out);
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(out.toByteArray()));
      assertEquals(tensor.toList(), Torch.fromImage(read).toList());
    }
  }

  @Test
  void otherTensors_areRefused() {
    String rule = ", expected uint8 of [H, W] or [C, H, W] with 1, 3 or 4 channels";
    assertRefused(
        "toImage: got [3, 2, 2] float32" + rule + "; x.mul(255).round().to(DType.uint8) of 0 to 1",
        () -> Torch.zeros(3, 2, 2).toImage());
    assertRefused(
        "toImage: got [2, 2, 2] uint8" + rule,
        () -> Torch.zeros(dims(2, 2, 2), DType.uint8).toImage());
    assertRefused(
        "toImage: got [3] uint8" + rule, () -> Torch.zeros(dims(3), DType.uint8).toImage());
    assertRefused(
        "toImage: got [3, 0, 2] uint8" + rule,
        () -> Torch.zeros(dims(3, 0, 2), DType.uint8).toImage());
    assertRefused(
        "toImage: got [3, 2, 2] uint8, expected uint8 of [H, W] or [H, W, C] with 1, 3 or 4"
            + " channels",
        () -> Torch.zeros(dims(3, 2, 2), DType.uint8).toImage(ImageLayout.HWC));
    assertRefused(
        "toImage: layout: got null, expected one",
        () -> Torch.zeros(dims(3, 2, 2), DType.uint8).toImage(null));
    assertRefused("fromImage: image: got null, expected one", () -> Torch.fromImage(null));
    assertRefused(
        "fromImage: layout: got null, expected one",
        () -> Torch.fromImage(image(BufferedImage.TYPE_INT_RGB), null));
  }

  private static void assertRefused(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }
}
