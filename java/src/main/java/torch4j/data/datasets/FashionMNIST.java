package torch4j.data.datasets;

import java.nio.file.Path;
import java.util.List;
import torch4j.data.transforms.Transform;

/**
 * The clothes of Fashion-MNIST, in files as those of {@link MNIST}. Same as {@code
 * torchvision.datasets.FashionMNIST}, without downloading.
 */
public final class FashionMNIST extends MNIST {
  private static final List<String> CLASSES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  /**
   * The images in a folder, or in its {@code FashionMNIST/raw}.
   *
   * @param train whether those for training, or those for testing
   * @throws IllegalArgumentException if a file is not there
   * @throws InvalidDataException if a file is damaged, or there are not as many labels as images
   */
  public FashionMNIST(Path folder, boolean train) {
    this(folder, train, null);
  }

  /**
   * The images in a folder, or in its {@code FashionMNIST/raw}.
   *
   * @param train whether those for training, or those for testing
   * @param transform what is made of each image; null for the image itself
   * @throws IllegalArgumentException if a file is not there
   * @throws InvalidDataException if a file is damaged, or there are not as many labels as images
   */
  public FashionMNIST(Path folder, boolean train, Transform transform) {
    super(read("FashionMNIST", folder, train), CLASSES, transform);
  }
}
