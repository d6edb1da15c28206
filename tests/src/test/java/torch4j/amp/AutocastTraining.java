package torch4j.amp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.CrossEntropyLoss;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.Module;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.Adam;
import torch4j.optim.AdamW;
import torch4j.optim.Optimizer;
import torch4j.optim.StepOptions;
import torch4j.samples.models.TextClassifier;

/** The training runs of tests/python/golden/autocast_losses.py. */
final class AutocastTraining {
  /** The suffix of names of cases with clipping and step in one call. */
  static final String IN_ONE_CALL = ", clipping and step in one call";

  private static final String CLIPPED = "transformer_bfloat16_scaled_clipped";
  private static final int STEPS = 25;
  private static final double MAX_NORM = 0.5;

  /** The calls that make up an optimizer step. */
  private enum Step {
    PLAIN,
    SCALED,
    UNSCALED_CLIPPED,
    FUSED
  }

  private final Module model;
  private final Supplier<Tensor> input;
  private final Optimizer<?> optimizer;
  private final DType dtype;
  private final GradScaler scaler =
      new GradScaler(GradScaler.options().deviceType("cpu").initScale(256).growthInterval(5));

  private AutocastTraining(
      Supplier<Module> model,
      Supplier<Tensor> input,
      Function<List<Tensor>, Optimizer<?>> optimizer,
      DType dtype) {
    Torch.manualSeed(0);
    this.model = model.get();
    this.input = input;
    this.optimizer = optimizer.apply(this.model.parameters());
    this.dtype = dtype;
  }

  /** The losses of each case, under Python's names. */
  static Map<String, List<Double>> losses() {
    Map<String, List<Double>> losses = new LinkedHashMap<>();
    losses.put("cnn_bfloat16", cnn(DType.bfloat16).run(Step.PLAIN));
    losses.put("transformer_bfloat16", transformer().run(Step.PLAIN));
    losses.put("cnn_float16_scaled", cnn(DType.float16).run(Step.SCALED));
    losses.put(CLIPPED, transformer().run(Step.UNSCALED_CLIPPED));
    return losses;
  }

  /** The same, and the case with clipping also with clipping and step in one call. */
  static Map<String, List<Double>> allLosses() {
    Map<String, List<Double>> losses = losses();
    losses.put(CLIPPED + IN_ONE_CALL, transformer().run(Step.FUSED));
    return losses;
  }

  private static AutocastTraining cnn(DType dtype) {
    return new AutocastTraining(
        () ->
            new Sequential(
                new Conv2d(1, 16, 3, Conv2d.options().padding(1)),
                new BatchNorm2d(16),
                new ReLU(),
                new MaxPool2d(2),
                new Conv2d(16, 32, 3, Conv2d.options().padding(1)),
                new BatchNorm2d(32),
                new ReLU(),
                new MaxPool2d(2),
                new Flatten(),
                new Linear(1568, 10)),
        () -> Torch.rand(16, 1, 28, 28),
        Adam::new,
        dtype);
  }

  private static AutocastTraining transformer() {
    return new AutocastTraining(
        () -> new TextClassifier(1000, 64, 2, 10),
        () -> Torch.randint(1000, new long[] {8, 32}),
        params -> new AdamW(params, AdamW.options().lr(1e-3)),
        DType.bfloat16);
  }

  private List<Double> run(Step step) {
    var criterion = new CrossEntropyLoss();
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      try (var scope = Torch.scope()) {
        Tensor x = input.get();
        Tensor y = Torch.randint(10, new long[] {x.size(0)});
        optimizer.zeroGrad();
        Tensor loss;
        try (var autocast = Autocast.cpu(dtype)) {
          loss = criterion.call(model.call(x), y);
        }
        (step == Step.PLAIN ? loss : scaler.scale(loss)).backward();
        step(step);
        losses.add((double) loss.itemFloat());
      }
    }
    return losses;
  }

  private void step(Step step) {
    switch (step) {
      case PLAIN -> optimizer.step();
      case SCALED -> scaler.step(optimizer);
      case UNSCALED_CLIPPED -> {
        scaler.unscale_(optimizer);
        ClipGrad.clipGradNorm_(model.parameters(), MAX_NORM);
        scaler.step(optimizer);
      }
      case FUSED -> scaler.step(optimizer, StepOptions.defaults().maxNorm(MAX_NORM));
    }
    if (step != Step.PLAIN) {
      scaler.update();
    }
  }
}
