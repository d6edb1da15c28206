package torch4j.samples.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Linear;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.training.History;
import torch4j.training.Trainer;

/** An epoch of the small MLP over batches that are there already, by the Trainer or by hand. */
final class TrainerWork implements Work {
  private static final int BATCHES = 16;

  private final Sequential model;
  private final CrossEntropyLoss criterion = new CrossEntropyLoss();
  private final Adam optimizer;
  private final List<Batch> batches = new ArrayList<>();
  private final boolean byTrainer;
  private final List<Double> losses = new ArrayList<>();

  private TrainerWork(boolean byTrainer) {
    this.byTrainer = byTrainer;
    Torch.manualSeed(0);
    model =
        new Sequential(
            new Linear(784, 64), new ReLU(), new Linear(64, 64), new ReLU(), new Linear(64, 10));
    optimizer = new Adam(model.parameters(), Adam.options().lr(1e-3));
    for (int i = 0; i < BATCHES; i++) {
      batches.add(Batch.of(Torch.rand(32, 784), Torch.randint(10, 32)));
    }
  }

  static TrainerWork trainer() {
    return new TrainerWork(true);
  }

  static TrainerWork loop() {
    return new TrainerWork(false);
  }

  /** Both in turns, and the ratio of their times. */
  static Work ratio() {
    return new Work() {
      private static final int BLOCKS = 20;

      private final TrainerWork trainer = trainer();
      private final TrainerWork loop = loop();
      private double ratio;

      @Override
      public void run(long steps) {
        List<Double> ratios = new ArrayList<>();
        for (int block = 0; block < BLOCKS; block++) {
          boolean trainerFirst = block % 2 == 0;
          double first = nanos(trainerFirst ? trainer : loop, steps / BLOCKS);
          double second = nanos(trainerFirst ? loop : trainer, steps / BLOCKS);
          ratios.add(trainerFirst ? first / second : second / first);
        }
        Collections.sort(ratios);
        ratio = (ratios.get(BLOCKS / 2 - 1) + ratios.get(BLOCKS / 2)) / 2;
      }

      private double nanos(TrainerWork work, long steps) {
        long start = System.nanoTime();
        work.run(steps);
        return System.nanoTime() - start;
      }

      @Override
      public double measured(double us) {
        return ratio;
      }

      @Override
      public List<Double> check() {
        return loop.check();
      }
    };
  }

  @Override
  public void run(long steps) {
    Iterable<Batch> epoch = () -> firstOf(steps);
    double loss = byTrainer ? byTrainer(epoch) : byHand(epoch);
    if (losses.isEmpty()) {
      losses.add(loss);
    }
  }

  private Iterator<Batch> firstOf(long steps) {
    return new Iterator<>() {
      private long next;

      @Override
      public boolean hasNext() {
        return next < steps;
      }

      @Override
      public Batch next() {
        return batches.get((int) (next++ % BATCHES));
      }
    };
  }

  private double byTrainer(Iterable<Batch> epoch) {
    History history =
        new Trainer(model, criterion, optimizer, Trainer.options().maxEpochs(1)).fit(epoch);
    return history.last("train_loss").getAsDouble();
  }

  private double byHand(Iterable<Batch> epoch) {
    model.train();
    double sum = 0;
    long samples = 0;
    for (Batch batch : epoch) {
      try (var scope = Torch.scope()) {
        Tensor loss = criterion.call(model.call(batch.data()), batch.target());
        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();
        long size = batch.target().size(0);
        sum += loss.itemDouble() * size;
        samples += size;
      }
    }
    return sum / samples;
  }

  @Override
  public List<Double> check() {
    return losses;
  }
}
