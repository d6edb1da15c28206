package torch4j.samples.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import torch4j.Tensor;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.datasets.Csv;
import torch4j.data.datasets.ImageFolder;

/**
 * Files that are read: numbers of CSV, and PNGs in batches. The worker's Python makes the same
 * files.
 */
final class ReadersWork implements Work {
  private static final int ROWS = 100_000;
  private static final int COLUMNS = 20;
  private static final int PNGS = 2000;
  private static final int SIDE = 96;
  private static final long PNG_MAGIC = 0x89504e470d0a1a0aL;

  private final DoubleSupplier step;
  private double check;

  private ReadersWork(DoubleSupplier step) {
    this.step = step;
  }

  /** A step reads 100,000 rows of 20 numbers into a tensor; the check is its mean. */
  static ReadersWork csv() {
    Path file = csvFile();
    return new ReadersWork(
        () -> {
          try (Tensor x = Csv.read(file).features();
              Tensor mean = x.mean()) {
            return mean.itemDouble();
          }
        });
  }

  /** A step is a batch of 64 of 2,000 PNGs, which two workers decode; the check is its mean. */
  static ReadersWork pngs() {
    var loader =
        new DataLoader<>(
            new ImageFolder(pngFolder()), DataLoader.options().batchSize(64).numWorkers(2));
    return new ReadersWork(
        new DoubleSupplier() {
          private Iterator<Batch> batches = loader.iterator();

          @Override
          public double getAsDouble() {
            if (!batches.hasNext()) {
              batches = loader.iterator();
            }
            try (Batch batch = batches.next();
                Tensor mean = batch.data().toFloat().mean()) {
              return mean.itemDouble();
            }
          }
        });
  }

  @Override
  public void run(long steps) {
    for (long i = 0; i < steps; i++) {
      check = step.getAsDouble();
    }
  }

  @Override
  public List<Double> check() {
    return List.of(check);
  }

  private static Path csvFile() {
    try {
      Path file = Files.createTempFile("torch4j-bench", ".csv");
      file.toFile().deleteOnExit();
      try (var out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
        for (int j = 0; j < COLUMNS; j++) {
          out.append(j == 0 ? "c" : ",c").append(Integer.toString(j));
        }
        out.append('\n');
        for (int i = 0; i < ROWS; i++) {
          for (int j = 0; j < COLUMNS; j++) {
            int n = (int) ((i * 7919L + j * 104_729L) % 2_000_003);
            out.append(j == 0 ? "" : ",").append(Integer.toString(n / 1000)).append('.');
            out.append(Integer.toString(1000 + n % 1000), 1, 4);
          }
          out.append('\n');
        }
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path pngFolder() {
    try {
      Path root = Files.createTempDirectory("torch4j-bench");
      Path folder = Files.createDirectory(root.resolve("class"));
      List.of(root, folder).forEach(path -> path.toFile().deleteOnExit());
      for (int i = 0; i < PNGS; i++) {
        Path file = folder.resolve("%04d.png".formatted(i));
        Files.write(file, png(i));
        file.toFile().deleteOnExit();
      }
      return root;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] png(int number) throws IOException {
    var pixels = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(pixels)) {
      for (int y = 0; y < SIDE; y++) {
        out.write(0); // no filter
        for (int x = 0; x < SIDE; x++) {
          for (int c = 0; c < 3; c++) {
            out.write((6 * x + 4 * y + 30 * c + x * y * number % 17) & 0xff);
          }
        }
      }
    }
    var bytes = new ByteArrayOutputStream();
    var png = new DataOutputStream(bytes);
    png.writeLong(PNG_MAGIC);
    var header = new ByteArrayOutputStream();
    var data = new DataOutputStream(header);
    data.writeInt(SIDE);
    data.writeInt(SIDE);
    data.write(new byte[] {8, 2, 0, 0, 0}); // 8 bits, RGB
    chunk(png, "IHDR", header.toByteArray());
    chunk(png, "IDAT", pixels.toByteArray());
    chunk(png, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream png, String kind, byte[] data) throws IOException {
    byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
    var sum = new CRC32();
    sum.update(name);
    sum.update(data);
    png.writeInt(data.length);
    png.write(name);
    png.write(data);
    png.writeInt((int) sum.getValue());
  }
}
