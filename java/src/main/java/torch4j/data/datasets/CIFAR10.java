package torch4j.data.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.transforms.Transform;
import torch4j.internal.FileFailure;

/**
 * The photos of CIFAR-10, in the files of its binary version, {@code data_batch_1.bin} to {@code 5}
 * and {@code test_batch.bin}: images {@code [3, 32, 32]}. Same as {@code
 * torchvision.datasets.CIFAR10}, which reads the version for Python.
 */
public final class CIFAR10 extends VisionDataset {
  private static final int PIXELS = 3 * 32 * 32;
  private static final int RECORD = 1 + PIXELS;
  private static final List<String> CLASSES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  /**
   * The images in a folder, or in its {@code cifar-10-batches-bin}.
   *
   * @param train whether those for training, or those for testing
   * @throws IllegalArgumentException if a file is not there
   * @throws InvalidDataException if a file is damaged
   */
  public CIFAR10(Path folder, boolean train) {
    this(folder, train, null);
  }

  /**
   * The images in a folder, or in its {@code cifar-10-batches-bin}.
   *
   * @param train whether those for training, or those for testing
   * @param transform what is made of each image; null for the image itself
   * @throws IllegalArgumentException if a file is not there
   * @throws InvalidDataException if a file is damaged
   */
  public CIFAR10(Path folder, boolean train, Transform transform) {
    this(read(folder, train), transform);
  }

  private CIFAR10(Tensor[] read, Transform transform) {
    super(read[0], read[1], CLASSES, transform);
  }

  private static Tensor[] read(Path folder, boolean train) {
    required("CIFAR10", folder);
    List<Path> files =
        train
            ? IntStream.rangeClosed(1, 5).mapToObj(i -> file(folder, "data_batch_" + i)).toList()
            : List.of(file(folder, "test_batch"));
    int count = files.stream().mapToInt(CIFAR10::count).sum();
    var labels = new long[count];
    Tensor images = Torch.empty(new long[] {count, 3, 32, 32}, DType.uint8);
    try (var memory = new BytePointer(images.unwrap().data_ptr())) {
      int next = 0;
      for (Path file : files) {
        next = read(file, memory, labels, next);
      }
    }
    return new Tensor[] {images, Torch.tensor(labels)};
  }

  private static Path file(Path folder, String name) {
    Path file = Path.of(name + ".bin");
    return found("CIFAR10", folder, List.of(file, Path.of("cifar-10-batches-bin").resolve(file)));
  }

  private static int count(Path file) {
    try {
      long bytes = Files.size(file);
      if (bytes == 0 || bytes % RECORD != 0) {
        throw new InvalidDataException(
            file
                + ": got "
                + bytes
                + " bytes, expected a multiple of "
                + RECORD
                + "; the file is truncated");
      }
      return Math.toIntExact(bytes / RECORD);
    } catch (IOException e) {
      throw FileFailure.reading(file, "a file of CIFAR-10's binary version", e);
    }
  }

  private static int read(Path file, BytePointer memory, long[] labels, int from) {
    var image = new byte[RECORD];
    int next = from;
    try (SourceFile source = SourceFile.open(file)) {
      while (next < labels.length && source.read(image, RECORD) == RECORD) {
        if (image[0] < 0 || image[0] >= CLASSES.size()) {
          throw new InvalidDataException(
              file
                  + ": got label "
                  + Byte.toUnsignedInt(image[0])
                  + " of image "
                  + (next - from)
                  + ", expected 0 to 9");
        }
        labels[next] = image[0];
        memory.position((long) next * PIXELS).put(image, 1, PIXELS);
        next++;
      }
      return next;
    } catch (IOException e) {
      throw FileFailure.reading(file, "a file of CIFAR-10's binary version", e);
    }
  }
}
