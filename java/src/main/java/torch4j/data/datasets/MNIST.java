package torch4j.data.datasets;

import java.nio.file.Path;
import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.transforms.Transform;
import torch4j.internal.TensorDescription;

/**
 * The digits of MNIST, in the four IDX files {@code train-images-idx3-ubyte}, {@code
 * train-labels-idx1-ubyte}, {@code t10k-…}, gzipped or not: images {@code [1, 28, 28]}. Same as
 * {@code torchvision.datasets.MNIST}, without downloading.
 */
public sealed class MNIST extends VisionDataset permits FashionMNIST {
  private static final List<String> CLASSES =
      List.of(
          "0 - zero",
          "1 - one",
          "2 - two",
          "3 - three",
          "4 - four",
          "5 - five",
          "6 - six",
          "7 - seven",
          "8 - eight",
          "9 - nine");

  /**
   * The images in a folder, or in its {@code MNIST/raw}.
   *
   * @param train whether those for training, or those for testing
   * @throws IllegalArgumentException if a file is not there
   * @throws InvalidDataException if a file is damaged, or there are not as many labels as images
   */
  public MNIST(Path folder, boolean train) {
    this(folder, train, null);
  }

  /**
   * The images in a folder, or in its {@code MNIST/raw}.
   *
   * @param train whether those for training, or those for testing
   * @param transform what is made of each image; null for the image itself
   * @throws IllegalArgumentException if a file is not there
   * @throws InvalidDataException if a file is damaged, or there are not as many labels as images
   */
  public MNIST(Path folder, boolean train, Transform transform) {
    this(read("MNIST", folder, train), CLASSES, transform);
  }

  MNIST(Tensor[] read, List<String> classes, Transform transform) {
    super(read[0], read[1], classes, transform);
  }

  static Tensor[] read(String name, Path folder, boolean train) {
    required(name, folder);
    String part = train ? "train" : "t10k";
    Path imagesFile = found(name, folder, files(name, part + "-images-idx3-ubyte"));
    try (var scope = Torch.scope()) {
      Tensor images = Idx.read(imagesFile);
      require(imagesFile, images, 3, "uint8 [N, H, W]");
      Path labelsFile = found(name, folder, files(name, part + "-labels-idx1-ubyte"));
      Tensor labels = Idx.read(labelsFile);
      require(labelsFile, labels, 1, "uint8 [N]");
      if (images.size(0) != labels.size(0)) {
        throw new InvalidDataException(
            "%s: got %d labels for %d images, expected one for each"
                .formatted(labelsFile, labels.size(0), images.size(0)));
      }
      return scope.keep(new Tensor[] {images.unsqueeze(1), labels.to(DType.int64)});
    }
  }

  private static List<Path> files(String name, String file) {
    Path raw = Path.of(name, "raw");
    return List.of(
        Path.of(file + ".gz"), Path.of(file), raw.resolve(file + ".gz"), raw.resolve(file));
  }

  private static void require(Path file, Tensor read, int dimensions, String expected) {
    if (read.dim() != dimensions || read.dtype() != DType.uint8) {
      throw new InvalidDataException(
          file + ": got " + TensorDescription.of(read) + ", expected " + expected);
    }
  }
}
