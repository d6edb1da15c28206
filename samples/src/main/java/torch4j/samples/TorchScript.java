package torch4j.samples;

import static torch4j.nn.functional.F.interpolate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.Subset;
import torch4j.data.TensorDataset;
import torch4j.jit.Jit;
import torch4j.jit.ScriptModule;
import torch4j.nn.functional.InterpolateOptions;
import torch4j.optim.Adam;
import torch4j.samples.data.Digits;

/** Takes a network that Python has scripted, teaches it the digits, and hands it back. */
@Command(
    name = "torchscript",
    description = "Classify with a ResNet-18 scripted by Python, fine-tune it, save it again.",
    mixinStandardHelpOptions = true)
final class TorchScript implements Callable<Integer> {
  private static final String CLASSES = "classes.txt";

  @Option(
      names = "--model",
      defaultValue = "${sys:torch4j.samples.scripted}",
      required = true,
      description = "A file of torch.jit.save: images [N, 3, H, W] to scores of 10 classes.")
  private Path model;

  @Option(
      names = "--out",
      defaultValue = "tuned-resnet18.pt",
      description = "Where the tuned network goes (${DEFAULT-VALUE}).")
  private Path out;

  @Option(names = "--epochs", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Override
  public Integer call() {
    Map<String, byte[]> extra = new HashMap<>(Map.of(CLASSES, new byte[0]));
    ScriptModule network = load(extra);
    List<String> names = new String(extra.get(CLASSES), StandardCharsets.UTF_8).lines().toList();
    System.out.printf("%s: %s, %s%n", model, network.originalName(), network.schema("forward"));

    Torch.manualSeed(0);
    var split = Subset.randomSplit(images(), 1500, 297);
    show("before", network, split.get(1), names);
    var trainLoader =
        new DataLoader<>(split.get(0), DataLoader.options().batchSize(50).shuffle(true));
    var valLoader = new DataLoader<>(split.get(1), DataLoader.options().batchSize(99));
    var optimizer = new Adam(network.parameters());
    var val = new Classifier(network, optimizer).fit(epochs, trainLoader, valLoader);
    show("after", network, split.get(1), names);

    network.save(out, extra);
    requireSame(network, Jit.load(out));
    System.out.printf("%s saved, for torch.jit.load%n", out);
    System.out.printf("val_acc=%.4f%n", val.accuracy());
    return 0;
  }

  private ScriptModule load(Map<String, byte[]> extra) {
    try {
      return Jit.load(model, Jit.loadOptions().extraFiles(extra));
    } catch (IllegalArgumentException e) {
      throw new SampleException(e.getMessage());
    }
  }

  // The scans in the size and with the channels that the network takes.
  private static TensorDataset images() {
    TensorDataset digits = Digits.load();
    Batch all = digits.getBatch(LongStream.range(0, digits.size()).toArray());
    Tensor large = interpolate(all.data(), InterpolateOptions.DEFAULT.scaleFactor(4));
    return new TensorDataset(large.expand(-1, 3, -1, -1).contiguous(), all.target());
  }

  private static void show(
      String when, ScriptModule network, Subset<Batch> data, List<String> names) {
    network.eval();
    try (var scope = Torch.scope();
        var inference = Torch.inferenceMode();
        var batch = new DataLoader<>(data, DataLoader.options().batchSize(8)).iterator().next()) {
      Tensor classes = network.call(batch.data()).argmax(1, false);
      System.out.printf(
          "%s: %s are taken for %s%n", when, list(batch.target(), names), list(classes, names));
    }
  }

  private static List<String> list(Tensor classes, List<String> names) {
    var numbers = new long[Math.toIntExact(classes.numel())];
    classes.unwrap().data_ptr_long().get(numbers);
    return java.util.Arrays.stream(numbers).mapToObj(i -> names.get((int) i)).toList();
  }

  private static void requireSame(ScriptModule tuned, ScriptModule loaded) {
    try (var scope = Torch.scope();
        var inference = Torch.inferenceMode()) {
      Tensor x = Torch.ones(1, 3, 32, 32);
      if (!tuned.call(x).equal(loaded.call(x))) {
        throw new SampleException("the saved network computes something else than the tuned one");
      }
    }
  }
}
