package torch4j.samples.parity;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import torch4j.Torch;
import torch4j.nn.BatchNorm2d;
import torch4j.nn.Conv2d;
import torch4j.nn.Dropout;
import torch4j.nn.Flatten;
import torch4j.nn.Linear;
import torch4j.nn.MaxPool2d;
import torch4j.nn.ReLU;
import torch4j.nn.Sequential;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.Adagrad;
import torch4j.optim.Adam;
import torch4j.optim.AdamW;
import torch4j.optim.Params;
import torch4j.optim.RMSprop;
import torch4j.optim.SGD;
import torch4j.optim.lr.LambdaLR;
import torch4j.optim.lr.ReduceLROnPlateau;
import torch4j.optim.lr.StepLR;
import torch4j.samples.models.LstmClassifier;
import torch4j.samples.models.TextClassifier;

/** The cases of parity.py in Java. */
final class Cases {
  private Cases() {}

  /** Makers of the runs, by name; each seeds before it builds. */
  static Map<String, Supplier<Training>> all() {
    Map<String, Supplier<Training>> cases = new LinkedHashMap<>();
    cases.put("mlp_dropout_adam", Cases::mlpAdam);
    cases.put("cnn_batchnorm_sgd_steplr", Cases::cnnSgd);
    cases.put("lstm_rmsprop_clip", Cases::lstmRmsprop);
    cases.put("transformer_adamw_warmup", Cases::transformerAdamW);
    cases.put("groups_adagrad_plateau", Cases::groupsAdagrad);
    return cases;
  }

  private static Training mlpAdam() {
    var model = mlp();
    var optimizer = new Adam(model.parameters(), Adam.options().lr(1e-3));
    return new Training(model, () -> Torch.randn(32, 20), optimizer, () -> {}, loss -> {});
  }

  private static Training cnnSgd() {
    Torch.manualSeed(0);
    var model =
        new Sequential(
            new Conv2d(3, 8, 3, Conv2d.options().padding(1)),
            new BatchNorm2d(8),
            new ReLU(),
            new MaxPool2d(2),
            new Flatten(),
            new Linear(512, 10));
    var optimizer = new SGD(model.parameters(), SGD.options().lr(0.05).momentum(0.9));
    var schedule = new StepLR(optimizer, 10, StepLR.options().gamma(0.5));
    return new Training(
        model, () -> Torch.randn(16, 3, 16, 16), optimizer, () -> {}, loss -> schedule.step());
  }

  private static Training lstmRmsprop() {
    Torch.manualSeed(0);
    var model = new LstmClassifier(16, 32, 10);
    var optimizer = new RMSprop(model.parameters(), RMSprop.options().lr(1e-3));
    Runnable clip = () -> ClipGrad.clipGradNorm_(model.parameters(), 1.0);
    return new Training(model, () -> Torch.randn(16, 12, 16), optimizer, clip, loss -> {});
  }

  private static Training transformerAdamW() {
    Torch.manualSeed(0);
    var model = new TextClassifier(100, 32, 2, 10);
    var optimizer = new AdamW(model.parameters(), AdamW.options().lr(1e-3));
    var warmUp = new LambdaLR(optimizer, epoch -> Math.min(1.0, (epoch + 1) / 10.0));
    return new Training(
        model,
        () -> Torch.randint(0, 100, new long[] {8, 12}),
        optimizer,
        () -> {},
        loss -> warmUp.step());
  }

  private static Training groupsAdagrad() {
    var model = mlp();
    var optimizer =
        new Adagrad(
            Adagrad.options().lr(0.05),
            Params.of(model.get(0).parameters(), options -> options.lr(0.01)),
            Params.of(model.get(3).parameters()),
            Params.of(model.get(6).parameters()));
    var schedule =
        new ReduceLROnPlateau(optimizer, ReduceLROnPlateau.options().factor(0.5).patience(3));
    return new Training(model, () -> Torch.randn(32, 20), optimizer, () -> {}, schedule::step);
  }

  private static Sequential mlp() {
    Torch.manualSeed(0);
    return new Sequential(
        new Linear(20, 64),
        new ReLU(),
        new Dropout(0.2),
        new Linear(64, 64),
        new ReLU(),
        new Dropout(0.2),
        new Linear(64, 10));
  }
}
