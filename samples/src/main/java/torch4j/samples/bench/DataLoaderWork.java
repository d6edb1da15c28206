package torch4j.samples.bench;

import static torch4j.Index.range;

import java.util.Iterator;
import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.Dataset;
import torch4j.data.TensorDataset;

/** Batches of a loader, epoch after epoch. */
final class DataLoaderWork implements Work {
  private static final int BATCH = 64;
  private static final int IMAGES = 10_000;
  private static final int CROPPED = 24;

  private final DataLoader<Batch> loader;
  private Iterator<Batch> batches;
  private double check;

  private DataLoaderWork(Dataset<Batch> dataset, int numWorkers) {
    loader =
        new DataLoader<>(
            dataset, DataLoader.options().batchSize(BATCH).shuffle(true).numWorkers(numWorkers));
    batches = loader.iterator();
  }

  /** Rows of tensors. */
  static DataLoaderWork tensors(int rows, int columns) {
    Torch.manualSeed(0);
    return new DataLoaderWork(
        new TensorDataset(Torch.rand(rows, columns), Torch.randint(10, rows)), 0);
  }

  /** Images that are prepared one by one. */
  static DataLoaderWork images(int numWorkers) {
    Torch.manualSeed(0);
    Tensor images = Torch.randint(256, new long[] {IMAGES, 28, 28}, DType.uint8);
    Tensor classes = Torch.randint(10, IMAGES);
    return new DataLoaderWork(
        Dataset.of(IMAGES, index -> prepared(images, classes, index)), numWorkers);
  }

  private static Batch prepared(Tensor images, Tensor classes, long index) {
    Tensor image = images.get(index).toFloat().div(255).sub(0.5).div(0.5);
    if (index % 2 == 1) {
      image = image.flip(-1);
    }
    long top = index % 5;
    long left = index % 4;
    return Batch.of(
        image.get(range(top, top + CROPPED), range(left, left + CROPPED)), classes.get(index));
  }

  @Override
  public void run(long steps) {
    for (long i = 1; i <= steps; i++) {
      if (!batches.hasNext()) {
        batches = loader.iterator();
      }
      try (Batch batch = batches.next()) {
        if (i == steps) {
          check = batch.data().mean().itemDouble();
        }
      }
    }
  }

  @Override
  public List<Double> check() {
    return List.of(check);
  }
}
