package torch4j.jit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.CrossEntropyLoss;
import torch4j.optim.Adam;
import torch4j.testing.Tensors;

/** What tests/python/scripted.py does, in Java, with the files that it made. */
final class ScriptedCases {
  private static final int STEPS = 20;
  private static final int CALLS = 3;

  private ScriptedCases() {}

  /** What came out of one file. */
  record Run(
      List<List<Double>> outputs,
      List<Double> losses,
      List<Double> frozen,
      List<Double> optimized) {}

  /** The cases' inputs by their names. */
  static Map<String, Supplier<Tensor>> inputs() {
    Map<String, Supplier<Tensor>> inputs = new LinkedHashMap<>();
    inputs.put("mlp", () -> Torch.randn(16, 20));
    inputs.put("cnn", () -> Torch.randn(8, 3, 16, 16));
    inputs.put("lstm", () -> Torch.randn(8, 12, 16));
    inputs.put("transformer", () -> Torch.randint(0, 50, new long[] {8, 12}));
    inputs.put("many", () -> Torch.randn(8, 4));
    return inputs;
  }

  /** Runs and trains one file, and saves the tuned module as NAME.java.pt. */
  static Run run(Path folder, String name, Supplier<Tensor> input) {
    Path path = folder.resolve(name + ".pt");
    List<Double> losses = losses(path, input, folder.resolve(name + ".java.pt"));
    ScriptModule frozen = Jit.load(path);
    frozen.eval();
    return new Run(
        outputs(path, input),
        losses,
        output(Jit.freeze(frozen), input),
        output(Jit.optimizeForInference(Jit.load(path)), input));
  }

  private static List<Double> output(ScriptModule module, Supplier<Tensor> input) {
    Torch.manualSeed(3);
    try (var noGrad = Torch.noGrad();
        var scope = Torch.scope()) {
      return list(module.call(input.get()));
    }
  }

  private static List<List<Double>> outputs(Path path, Supplier<Tensor> input) {
    ScriptModule module = Jit.load(path);
    module.eval();
    Torch.manualSeed(1);
    List<List<Double>> outputs = new ArrayList<>();
    try (var noGrad = Torch.noGrad()) {
      for (int i = 0; i < CALLS; i++) {
        try (var scope = Torch.scope()) {
          outputs.add(list(module.call(input.get())));
        }
      }
    }
    return outputs;
  }

  private static List<Double> losses(Path path, Supplier<Tensor> input, Path tuned) {
    ScriptModule module = Jit.load(path);
    module.train();
    var optimizer =
        new Adam(
            module.parameters().stream().filter(Tensor::requiresGrad).toList(),
            Adam.options().lr(1e-3));
    var criterion = new CrossEntropyLoss();
    Torch.manualSeed(2);
    List<Double> losses = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      try (var scope = Torch.scope()) {
        Tensor x = input.get();
        optimizer.zeroGrad();
        Tensor logits = module.call(x);
        Tensor loss =
            criterion.call(logits, Torch.randint(0, logits.size(1), new long[] {x.size(0)}));
        loss.backward();
        optimizer.step();
        losses.add((double) loss.itemFloat());
      }
    }
    module.save(tuned);
    return losses;
  }

  static List<Double> list(Tensor tensor) {
    List<Double> list = new ArrayList<>();
    for (double value : Tensors.values(tensor)) {
      list.add(value);
    }
    return list;
  }
}
