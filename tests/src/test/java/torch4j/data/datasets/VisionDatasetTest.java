package torch4j.data.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.DataLoaderException;
import torch4j.data.transforms.Compose;
import torch4j.data.transforms.RandomCrop;
import torch4j.data.transforms.ToDtype;
import torch4j.testing.Tensors;

/** IDX files, CIFAR-10 and image folders, good and bad. */
final class VisionDatasetTest {
  @TempDir Path folder;

  private static void invalid(String message, Executable call) {
    assertEquals(message, assertThrows(InvalidDataException.class, call).getMessage());
  }

  private static void illegal(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    var out = new java.io.ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] idx(int code, int itemsize, int... sizes) {
    int count = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
    ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length + count * itemsize);
    buffer.putInt(code << 8 | sizes.length);
    Arrays.stream(sizes).forEach(buffer::putInt);
    for (int i = 0; i < count; i++) {
      switch (itemsize) {
        case 1 -> buffer.put((byte) i);
        case 2 -> buffer.putShort((short) (-i * 300));
        case 4 -> {
          if (code == 0x0D) {
            buffer.putFloat(i * 0.5f);
          } else {
            buffer.putInt(-i * 70000);
          }
        }
        default -> buffer.putDouble(i * 0.25);
      }
    }
    return buffer.array();
  }

  @Test
  void idx_hasEachDtype_gzippedOrNot() throws IOException {
    assertEquals(DType.uint8, Idx.read(write("u", idx(0x08, 1, 3, 2))).dtype());
    Tensor shorts = Idx.read(write("s", gzip(idx(0x0B, 2, 2, 2))));
    assertArrayEquals(new short[] {0, -300, -600, -900}, shorts.toShortArray());
    Tensor ints = Idx.read(write("i", idx(0x0C, 4, 3)));
    assertArrayEquals(new int[] {0, -70000, -140000}, ints.toIntArray());
    Tensor floats = Idx.read(write("f", idx(0x0D, 4, 1, 3)));
    assertArrayEquals(new float[] {0, 0.5f, 1}, floats.toFloatArray());
    Tensor doubles = Idx.read(write("d", gzip(idx(0x0E, 8, 40_000))));
    assertEquals(39_999 * 0.25, doubles.get(39_999).itemDouble());
    assertArrayEquals(new long[] {1, 3}, floats.shape());
  }

  @Test
  void idx_damaged_namesBytes() throws IOException {
    byte[] good = idx(0x08, 1, 100, 28, 28);
    Path cut = write("cut.gz", gzip(Arrays.copyOf(good, good.length - 784)));
    invalid(
        cut + ": got 77616 bytes of data, expected 78400; the file is truncated",
        () -> Idx.read(cut));
    byte[] zipped = gzip(idx(0x0E, 8, 30_000));
    Path half = write("half.gz", Arrays.copyOf(zipped, zipped.length / 2));
    String message = assertThrows(InvalidDataException.class, () -> Idx.read(half)).getMessage();
    assertTrue(message.endsWith(" bytes of data, expected 240000; the file is truncated"), message);
    Path plain = write("plain", Arrays.copyOf(good, 20));
    invalid(
        plain
            + ": got 20 bytes at most for the sizes [100, 28, 28], expected 78400; the file is"
            + " truncated or damaged",
        () -> Idx.read(plain));
    Path longer = write("longer", Arrays.copyOf(good, good.length + 1));
    invalid(
        longer + ": got more than 78400 bytes of data, expected as many as its header says",
        () -> Idx.read(longer));
    Path other = write("other", new byte[] {1, 2, 3});
    invalid(
        other
            + ": got the first bytes [1, 2, 3], expected those of an IDX file, such as [0, 0, 8, 3]",
        () -> Idx.read(other));
    Path none = folder.resolve("none");
    assertEquals(
        none + ": got a path where there is no file, expected an IDX file",
        assertThrows(java.io.UncheckedIOException.class, () -> Idx.read(none)).getMessage());
  }

  @Test
  void mnist_isImagesAndLabels_transformedInWorkersToo() throws IOException {
    write("FashionMNIST/raw/t10k-images-idx3-ubyte.gz", gzip(idx(0x08, 1, 6, 5, 4)));
    write("FashionMNIST/raw/t10k-labels-idx1-ubyte", idx(0x08, 1, 6));
    var plain = new FashionMNIST(folder, false);
    assertEquals(6, plain.size());
    assertEquals("Ankle boot", plain.classes().get(9));
    Batch batch = plain.getBatch(4, 1);
    assertArrayEquals(new long[] {2, 1, 5, 4}, batch.data().shape());
    assertArrayEquals(new long[] {4, 1}, batch.target().toLongArray());
    assertEquals(80, batch.data().get(0, 0, 0, 0).itemLong());

    var transform = new Compose(new RandomCrop(3), new ToDtype(DType.float32, true));
    var augmented = new FashionMNIST(folder, false, transform);
    var options = DataLoader.options().batchSize(3).numWorkers(2);
    for (Batch loaded : new DataLoader<>(augmented, options)) {
      assertArrayEquals(new long[] {3, 1, 3, 3}, loaded.data().shape());
      assertEquals(DType.float32, loaded.data().dtype());
    }
    illegal(
        "MNIST: folder: got " + folder + ", expected one with train-images-idx3-ubyte.gz",
        () -> new MNIST(folder, true));
    Path none = folder.resolve("none");
    illegal(
        "FashionMNIST: folder: got " + none + ", expected a folder",
        () -> new FashionMNIST(none, true));
  }

  @Test
  void mnist_labelsThatAreMissing_areRefused() throws IOException {
    write("t10k-images-idx3-ubyte", idx(0x08, 1, 6, 5, 4));
    Path labels = write("t10k-labels-idx1-ubyte", idx(0x08, 1, 5));
    invalid(
        labels + ": got 5 labels for 6 images, expected one for each",
        () -> new MNIST(folder, false));
  }

  @Test
  void cifar10_isImagesAndLabels() throws IOException {
    var two = new byte[2 * 3073];
    two[0] = 3;
    two[1] = 7;
    two[3073] = 9;
    two[2 * 3073 - 1] = -1;
    Path file = write("cifar-10-batches-bin/test_batch.bin", two);
    var test = new CIFAR10(folder, false);
    assertArrayEquals(new long[] {3, 9}, test.targets().toLongArray());
    assertArrayEquals(new long[] {2, 3, 32, 32}, test.images().shape());
    assertEquals(7, test.get(0).data().get(0, 0, 0).itemLong());
    assertEquals(255, test.get(1).data().get(2, 31, 31).itemLong());
    two[3073] = 10;
    Files.write(file, two);
    invalid(file + ": got label 10 of image 1, expected 0 to 9", () -> new CIFAR10(folder, false));
    Files.write(file, new byte[100]);
    invalid(
        file + ": got 100 bytes, expected a multiple of 3073; the file is truncated",
        () -> new CIFAR10(folder, false));
    illegal(
        "CIFAR10: folder: got " + folder + ", expected one with data_batch_1.bin",
        () -> new CIFAR10(folder, true));
  }

  private Path image(String name, int color) throws IOException {
    var image = new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 12; i++) {
      image.setRGB(i % 4, i / 4, color);
    }
    Path file = write(name, new byte[0]);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void imageFolder_sortsClassesAndFiles() throws IOException {
    image("dog/b.png", 0x102030);
    image("dog/a/z.PNG", 0x405060);
    image("cat/c.png", 0x708090);
    write("cat/notes.txt", new byte[] {1});
    write("readme.md", new byte[] {1});
    var dataset = new ImageFolder(folder);
    assertEquals(List.of("cat", "dog"), dataset.classes());
    assertEquals(
        List.of("c.png", "b.png", "z.PNG"),
        dataset.samples().stream().map(s -> s.file().getFileName().toString()).toList());
    Batch batch = dataset.getBatch(0, 1, 2);
    assertArrayEquals(new long[] {3, 3, 3, 4}, batch.data().shape());
    assertArrayEquals(new long[] {0, 1, 1}, batch.target().toLongArray());
    Tensors.assertSame(
        Torch.tensor(new byte[] {0x70, (byte) 0x80, (byte) 0x90}),
        batch.data().get(0, torch4j.Index.all(), 2, 3).clone(),
        "color");
  }

  @Test
  void imageFolder_bad_namesTheFile() throws IOException {
    illegal(
        "ImageFolder: root: got " + folder + " without folders, expected one for each class",
        () -> new ImageFolder(folder));
    Path none = folder.resolve("none");
    illegal(
        "ImageFolder: root: got " + none + ", expected a folder with a folder for each class",
        () -> new ImageFolder(none));
    Files.createDirectory(folder.resolve("cat"));
    illegal(
        "ImageFolder: root: got no images in the folders [cat] of "
            + folder
            + ", expected files that end in one of [.jpg, .jpeg, .png, .ppm, .bmp, .pgm, .tif,"
            + " .tiff, .webp]",
        () -> new ImageFolder(folder));
    Path text =
        write("cat/a.png", "not an image".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    var dataset = new ImageFolder(folder);
    invalid(
        text + ": got 12 bytes of something else, expected a PNG, JPEG, BMP, GIF or TIFF image",
        () -> dataset.get(0));
    Path good = image("cat/b.png", 5);
    byte[] bytes = Files.readAllBytes(good);
    Files.write(text, Arrays.copyOf(bytes, bytes.length - 30));
    String message =
        assertThrows(InvalidDataException.class, () -> ImageFile.read(text)).getMessage();
    assertTrue(message.startsWith(text + ": got a damaged image ("), message);
    var loader = new DataLoader<>(dataset, DataLoader.options().numWorkers(1));
    var failure = assertThrows(DataLoaderException.class, () -> loader.forEach(batch -> {}));
    assertTrue(failure.getMessage().contains("dataset[0]"), failure::getMessage);
    assertTrue(failure.getMessage().contains(text.toString()), failure::getMessage);
  }

  @Test
  void jpeg_truncated_isRefused() throws IOException {
    var image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
    for (int i = 0; i < 64 * 64; i++) {
      image.setRGB(i % 64, i / 64, i * 977);
    }
    Path file = write("a.jpg", new byte[0]);
    ImageIO.write(image, "jpg", file.toFile());
    byte[] bytes = Files.readAllBytes(file);
    assertArrayEquals(new long[] {3, 64, 64}, ImageFile.read(file).shape());
    for (int length : new int[] {bytes.length - 2, bytes.length / 2, 200, 20, 3}) {
      Files.write(file, Arrays.copyOf(bytes, length));
      String message =
          assertThrows(InvalidDataException.class, () -> ImageFile.read(file), "length " + length)
              .getMessage();
      assertTrue(message.startsWith(file + ": got a damaged image ("), message);
    }
  }
}
