package torch4j.samples.tutorial;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.Subset;
import torch4j.data.TensorDataset;
import torch4j.data.datasets.FashionMNIST;
import torch4j.data.datasets.InvalidDataException;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.optim.lr.StepLR;
import torch4j.samples.Classifier;
import torch4j.samples.SampleException;
import torch4j.serialization.Serialization;
import torch4j.tensorboard.SummaryWriter;

/** A whole training program, to begin one's own with: settings, device, schedule, best model. */
@Command(
    name = "template",
    description = "A training program to begin with: settings, device, schedule, best model saved.",
    mixinStandardHelpOptions = true)
public final class Template implements Callable<Integer> {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings as JSON, such as {\"epochs\": 10}; options are stronger.")
  private Path file;

  @Option(names = "--lr", description = "The learning rate. Default: 0.001.")
  private Double lr;

  @Option(names = "--epochs", description = "Default: 5.")
  private Integer epochs;

  @Option(names = "--batch-size", description = "Default: 64.")
  private Integer batchSize;

  @Option(names = "--samples", description = "On how many images it trains. Default: 60000.")
  private Integer samples;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "The four files of Fashion-MNIST. Default: /usr/share/datasets/fashion-mnist.")
  private String data;

  @Option(
      names = "--log-dir",
      paramLabel = "DIR",
      description = "Where the event files and the best model go. Default: runs/template.")
  private String logDir;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  private final CrossEntropyLoss criterion = new CrossEntropyLoss();

  @Override
  public Integer call() {
    Map<String, Object> options = new HashMap<>();
    options.put("lr", lr);
    options.put("epochs", epochs);
    options.put("batchSize", batchSize);
    options.put("samples", samples);
    options.put("data", data);
    options.put("logDir", logDir);
    options.values().removeIf(Objects::isNull); // not given
    var config = TemplateConfig.of(file, options);

    Torch.manualSeed(seed);
    TensorDataset all = read(config, true);
    var train = new Subset<>(all, LongStream.range(0, config.samples()).toArray());
    var trainLoader =
        new DataLoader<>(train, DataLoader.options().batchSize(config.batchSize()).shuffle(true));
    var valLoader = new DataLoader<>(read(config, false), DataLoader.options().batchSize(1000));
    try (var writer = new SummaryWriter(Path.of(config.logDir()))) {
      train(trainLoader, valLoader, config, writer);
    }
    return 0;
  }

  private static TensorDataset read(TemplateConfig config, boolean train) {
    try {
      var files = new FashionMNIST(Path.of(config.data()), train);
      Tensor pixels = files.images().toFloat().div(255);
      return new TensorDataset(pixels, files.targets());
    } catch (IllegalArgumentException | InvalidDataException e) {
      throw new SampleException("--data: " + e.getMessage());
    }
  }

  private static Sequential model() {
    return new Sequential(
        new Conv2d(1, 16, 3, Conv2d.options().padding(1)),
        new BatchNorm2d(16),
        new ReLU(),
        new MaxPool2d(2),
        new Conv2d(16, 32, 3, Conv2d.options().padding(1)),
        new BatchNorm2d(32),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(32 * 7 * 7, 10));
  }

  private void train(
      DataLoader<Batch> trainLoader,
      DataLoader<Batch> valLoader,
      TemplateConfig config,
      SummaryWriter writer) {
    Sequential model = model();
    Device device = Torch.device(); // CUDA where there is one
    model.to(device);
    var optimizer = new Adam(model.parameters(), Adam.options().lr(config.lr()));
    var scheduler = new StepLR(optimizer, 30, StepLR.options().gamma(0.1));
    Path best = Path.of(config.logDir()).resolve("best.pt");
    double bestAcc = 0;

    for (int epoch = 0; epoch < config.epochs(); epoch++) {
      model.train();
      double trainLoss = 0;
      long trainCorrect = 0;
      for (var batch : trainLoader) {
        Batch moved = batch.to(device);
        optimizer.zeroGrad();
        Tensor outputs = model.call(moved.data());
        Tensor loss = criterion.call(outputs, moved.target());
        loss.backward();
        optimizer.step();
        trainLoss += loss.itemDouble();
        trainCorrect += Classifier.countCorrect(outputs, moved.target());
      }

      model.eval();
      double valLoss = 0;
      long valCorrect = 0;
      try (var noGrad = Torch.noGrad()) {
        for (var batch : valLoader) {
          Batch moved = batch.to(device);
          Tensor outputs = model.call(moved.data());
          valLoss += criterion.call(outputs, moved.target()).itemDouble();
          valCorrect += Classifier.countCorrect(outputs, moved.target());
        }
      }

      double trainAcc = (double) trainCorrect / trainLoader.dataset().size();
      double valAcc = (double) valCorrect / valLoader.dataset().size();
      writer.addScalar("Loss/Train", trainLoss / trainLoader.size(), epoch);
      writer.addScalar("Loss/Val", valLoss / valLoader.size(), epoch);
      writer.addScalar("Accuracy/Train", trainAcc, epoch);
      writer.addScalar("Accuracy/Val", valAcc, epoch);
      scheduler.step();

      if (valAcc > bestAcc) {
        bestAcc = valAcc;
        Serialization.save(model.stateDict(), best);
      }
      System.out.printf(
          "Epoch [%d/%d] train_acc=%.4f val_acc=%.4f%n",
          epoch + 1, config.epochs(), trainAcc, valAcc);
    }
    System.out.printf("val_acc=%.4f, the model: %s%n", bestAcc, best);
  }
}
