package torch4j.data.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import torch4j.Tensor;
import torch4j.data.Batch;
import torch4j.data.Dataset;
import torch4j.data.TensorDataset;
import torch4j.data.transforms.Transform;
import torch4j.internal.Require;

/**
 * Images and their classes in memory. A sample is a batch of the image, uint8 {@code [C, H, W]} or
 * what the transform makes of it, and its class, int64. Similar to {@code
 * torchvision.datasets.VisionDataset}, whose images are Pillow's.
 */
public abstract sealed class VisionDataset implements Dataset<Batch> permits MNIST, CIFAR10 {
  private final TensorDataset samples;
  private final List<String> classes;
  private final Transform transform;

  VisionDataset(Tensor images, Tensor targets, List<String> classes, Transform transform) {
    samples = new TensorDataset(images, targets);
    this.classes = classes;
    this.transform = transform;
  }

  /** All images, uint8 {@code [N, C, H, W]}. Similar to {@code dataset.data}. */
  public final Tensor images() {
    return samples.tensors().get(0);
  }

  /** The class of each image, int64 {@code [N]}. Same as {@code dataset.targets}. */
  public final Tensor targets() {
    return samples.tensors().get(1);
  }

  /** The names of the classes. Same as {@code dataset.classes}. */
  public final List<String> classes() {
    return classes;
  }

  @Override
  public final long size() {
    return samples.size();
  }

  @Override
  public final Batch get(long index) {
    Batch sample = samples.get(index);
    return transform == null ? sample : Batch.of(transform.apply(sample.data()), sample.target());
  }

  @Override
  public final Batch getBatch(long... indices) {
    return transform == null ? samples.getBatch(indices) : Dataset.super.getBatch(indices);
  }

  /** The first of these files that is there. */
  static Path found(String what, Path folder, List<Path> files) {
    return files.stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    what + ": folder: got " + folder + ", expected one with " + files.get(0)));
  }

  static Path required(String what, Path folder) {
    if (!Files.isDirectory(Require.nonNull(folder, what + ": folder", "a path"))) {
      throw new IllegalArgumentException(what + ": folder: got " + folder + ", expected a folder");
    }
    return folder;
  }
}
