package torch4j.samples.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.amp.GradScaler;
import torch4j.nn.Dropout;
import torch4j.nn.Linear;
import torch4j.nn.MSELoss;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.optim.Adam;
import torch4j.optim.lr.StepLR;
import torch4j.serialization.Checkpoint;
import torch4j.serialization.Serialization;

/**
 * A small network that learns to add, with all that a training run has to remember: the model, the
 * optimizer, the schedule, the gradient scaler and the random numbers (its batches and dropout are
 * drawn). samples/checkpoint/train.py is the same in Python, and takes up the same files.
 */
final class Training {
  private final Sequential model =
      new Sequential(new Linear(20, 64), new ReLU(), new Dropout(0.2), new Linear(64, 1));
  private final MSELoss criterion = new MSELoss();
  private final Adam optimizer = new Adam(model.parameters(), Adam.options().lr(1e-2));
  private final StepLR scheduler = new StepLR(optimizer, 10, StepLR.options().gamma(0.5));
  private final GradScaler scaler =
      new GradScaler(GradScaler.options().deviceType("cpu").initScale(1024).growthInterval(7));
  private long step;

  private Training() {}

  /** A new run, from a seed. */
  static Training begin(long seed) {
    Torch.manualSeed(seed);
    return new Training();
  }

  /** Goes on where a file was saved, by Java or by Python. */
  static Training resume(Path file) {
    var training = begin(1234); // what it draws at first is overwritten
    var checkpoint = Checkpoint.load(file);
    training.model.loadStateDict(checkpoint.tensors("model_state_dict"));
    training.optimizer.loadStateDict(checkpoint.map("optimizer_state_dict"));
    training.scheduler.loadStateDict(checkpoint.map("scheduler_state_dict"));
    training.scaler.loadStateDict(checkpoint.map("scaler_state_dict"));
    training.step = checkpoint.integer("step");
    Torch.setRngState(checkpoint.tensor("rng_state"));
    return training;
  }

  /** Saves all that going on needs. */
  void save(Path file) {
    Map<String, Object> checkpoint = new LinkedHashMap<>();
    checkpoint.put("step", step);
    checkpoint.put("model_state_dict", model.stateDict());
    checkpoint.put("optimizer_state_dict", optimizer.stateDict());
    checkpoint.put("scheduler_state_dict", scheduler.stateDict());
    checkpoint.put("scaler_state_dict", scaler.stateDict());
    checkpoint.put("rng_state", Torch.getRngState());
    Serialization.save(checkpoint, file);
  }

  /** Trains up to this step, and returns the losses of the steps done. */
  List<Float> trainUntil(long end) {
    List<Float> losses = new ArrayList<>();
    model.train();
    for (; step < end; step++) {
      losses.add(trainStep());
    }
    return losses;
  }

  private float trainStep() {
    try (var scope = Torch.scope()) {
      Tensor x = Torch.randn(32, 20);
      Tensor y = x.sum(1).reshape(32, 1);
      optimizer.zeroGrad();
      Tensor loss = criterion.call(model.call(x), y);
      scaler.scale(loss).backward();
      scaler.step(optimizer);
      scaler.update();
      scheduler.step();
      return loss.itemFloat();
    }
  }
}
