package torch4j.samples.models;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.BatchNorm1d;
import torch4j.nn.Dropout;
import torch4j.nn.Embedding;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.ModuleList;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;

/** A network for tables: an embedding for each categorical column, beside the numbers. */
public final class TabularNet extends Module {
  private static final long WIDEST = 50;

  private final ModuleList embeddings = new ModuleList();
  private final BatchNorm1d norm;
  private final Sequential layers;

  /**
   * A network with one output, a logit.
   *
   * @param numbers how many numeric columns there are
   * @param cardinalities how many values each categorical column has
   */
  public TabularNet(long numbers, List<Long> cardinalities) {
    long width = numbers;
    for (long cardinality : cardinalities) {
      long embedded = Math.min(WIDEST, (cardinality + 1) / 2);
      embeddings.append(new Embedding(cardinality, embedded));
      width += embedded;
    }
    norm = new BatchNorm1d(numbers);
    layers =
        new Sequential(
            new Linear(width, 64),
            new ReLU(),
            new Dropout(0.1),
            new Linear(64, 32),
            new ReLU(),
            new Linear(32, 1));
  }

  /**
   * The logits {@code [N]}.
   *
   * @param numbers {@code [N, numbers]} float32
   * @param categories {@code [N, columns]} int64
   */
  @Override
  public Tensor forward(Tensor numbers, Tensor categories) {
    List<Tensor> columns = new ArrayList<>(List.of(norm.call(numbers)));
    int i = 0;
    for (Module embedding : embeddings) {
      columns.add(embedding.call(categories.select(1, i++)));
    }
    return layers.call(Torch.cat(columns, 1)).squeeze(1);
  }
}
