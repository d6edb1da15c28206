package torch4j.samples.data;

import java.nio.file.Path;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.TensorDataset;
import torch4j.samples.SampleException;

/** Images and their classes in the files of MNIST and its likes: gzipped IDX. */
public final class IdxImages {
  private static final int MAGIC_IMAGES = 0x0803;
  private static final int MAGIC_LABELS = 0x0801;

  private IdxImages() {}

  /**
   * Reads {@code PART-images-idx3-ubyte.gz} and {@code PART-labels-idx1-ubyte.gz}.
   *
   * @param part "train" or "t10k"
   * @return the images as {@code [N, 1, H, W]} float32 from 0 to 1, and their classes as {@code
   *     [N]} int64
   * @throws SampleException if a file is not there, is no IDX file, or ends too soon
   */
  public static TensorDataset load(Path folder, String part) {
    Torch.init();
    var images = IdxFile.read(folder.resolve(part + "-images-idx3-ubyte.gz"), MAGIC_IMAGES, 3);
    var labels = IdxFile.read(folder.resolve(part + "-labels-idx1-ubyte.gz"), MAGIC_LABELS, 1);
    if (images.size(0) != labels.size(0)) {
      throw new SampleException(
          folder
              + ": got "
              + images.size(0)
              + " images and "
              + labels.size(0)
              + " labels, expected as many of both");
    }
    Tensor pixels;
    Tensor classes;
    try (var scope = Torch.scope()) {
      pixels =
          Tensor.wrap(
                  org.bytedeco.pytorch.Tensor.create(
                      images.bytes(), images.size(0), 1, images.size(1), images.size(2)))
              .to(DType.float32);
      pixels.div_(255);
      classes =
          Tensor.wrap(org.bytedeco.pytorch.Tensor.create(labels.bytes(), labels.size(0)))
              .to(DType.int64);
      scope.detach(pixels);
      scope.detach(classes);
    }
    return new TensorDataset(pixels, classes);
  }
}
