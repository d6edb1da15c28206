package torch4j.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.TensorDataset;
import torch4j.nn.BatchNorm1d;
import torch4j.nn.Dropout;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;

/** A small model and its data, the same for the same seed. */
final class Tiny {
  static final int SAMPLES = 26;

  private Tiny() {}

  /** Random numbers decide in each batch: dropout, and the order of the samples. */
  static Sequential model() {
    return new Sequential(
        new Linear(6, 16), new BatchNorm1d(16), new ReLU(), new Dropout(0.3), new Linear(16, 3));
  }

  static DataLoader<Batch> loader(int batchSize, boolean shuffle) {
    Tensor x = Torch.randn(SAMPLES, 6);
    Tensor y = Torch.randint(3, SAMPLES);
    return new DataLoader<>(
        new TensorDataset(x, y), DataLoader.options().batchSize(batchSize).shuffle(shuffle));
  }

  /** Batches that are there already, as a user's list has them. */
  static List<Batch> batches(int... sizes) {
    List<Batch> batches = new ArrayList<>();
    for (int size : sizes) {
      batches.add(Batch.of(Torch.randn(size, 6), Torch.randint(3, size)));
    }
    return batches;
  }

  /** All numbers of a model, one after another. */
  static List<Float> numbers(Module model) {
    List<Float> numbers = new ArrayList<>();
    Map<String, Tensor> state = model.stateDict();
    for (Tensor tensor : state.values()) {
      for (float number : tensor.to(torch4j.DType.float32).reshape(-1).toFloatArray()) {
        numbers.add(number);
      }
    }
    return numbers;
  }
}
