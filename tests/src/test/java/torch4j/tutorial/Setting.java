package torch4j.tutorial;

import java.nio.file.Path;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.TensorDataset;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;

/** What the code of docs/tutorial.md takes for granted. */
public class Setting {
  /** A folder to write to. */
  public Path folder;

  protected final int epochs = 2;
  protected final DataLoader<Batch> loader;
  protected final DataLoader<Batch> trainLoader;
  protected final DataLoader<Batch> valLoader;
  protected final Sequential model;
  protected final CrossEntropyLoss criterion = new CrossEntropyLoss();
  protected final Adam optimizer;
  protected final Net net = new Net();

  /** Pretrained layers and a new one. */
  public static final class Net extends Module {
    public final Sequential features = new Sequential(new Linear(10, 4), new ReLU());
    public final Linear classifier = new Linear(4, 3);
  }

  /** A new model, from the same weights each time. */
  public Setting() {
    Torch.manualSeed(0);
    Tensor x = Torch.randn(60, 10);
    Tensor labels = x.narrow(1, 0, 3).argmax(1, false);
    loader = loader(x, x.sum(1).unsqueeze(1));
    trainLoader = loader(x, labels);
    valLoader = loader(x, labels);
    model = new Sequential(new Linear(10, 16), new ReLU(), new Linear(16, 3));
    optimizer = new Adam(model.parameters());
  }

  private static DataLoader<Batch> loader(Tensor data, Tensor target) {
    return new DataLoader<>(
        new TensorDataset(data, target), DataLoader.options().batchSize(8).shuffle(true));
  }

  /** The statements of a block. */
  public void run() throws Exception {}
}
