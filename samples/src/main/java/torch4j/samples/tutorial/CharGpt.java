package torch4j.samples.tutorial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.TensorDataset;
import torch4j.samples.SampleException;
import torch4j.samples.data.Text;
import torch4j.samples.ports.Gpt;
import torch4j.training.StepResult;
import torch4j.training.StepTrainer;
import torch4j.training.Trainer;

/** A decoder-only Transformer learns to write as a text does, character by character. */
@Command(
    name = "char-gpt",
    description = "Trains a small GPT on the characters of a text, and lets it write.",
    mixinStandardHelpOptions = true)
public final class CharGpt implements Callable<Integer> {
  private static final int BLOCK = 64;

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description = "The text, as UTF-8; by default one that is shipped.")
  private Path text;

  @Option(names = "--epochs", defaultValue = "3", description = "Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(names = "--batch-size", defaultValue = "16", description = "Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--length",
      defaultValue = "200",
      description = "How many characters it writes. Default: ${DEFAULT-VALUE}.")
  private int length;

  @Option(
      names = "--temperature",
      defaultValue = "0.8",
      description = "Below 1 it writes what is likelier. Default: ${DEFAULT-VALUE}.")
  private double temperature;

  @Option(names = "--seed", defaultValue = "0", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Override
  public Integer call() {
    Torch.manualSeed(seed);
    List<Integer> read = read().codePoints().boxed().toList();
    if (read.size() <= 2 * BLOCK) {
      throw new SampleException(
          "--text: got " + read.size() + " characters, expected more than " + 2 * BLOCK);
    }
    if (!(temperature > 0)) {
      throw new SampleException("--temperature: got " + temperature + ", expected > 0");
    }
    List<Integer> characters = read.stream().distinct().sorted().toList();
    Tensor codes = Torch.tensor(read.stream().map(characters::indexOf).toList());
    System.out.printf("%d characters, %d different%n", read.size(), characters.size());

    var model = new Gpt.GPT(characters.size(), BLOCK, 2, 4, 64);
    train(model, codes);
    System.out.println(write(model, codes, characters));
    return 0;
  }

  private String read() {
    try {
      return text == null ? Text.load() : Files.readString(text);
    } catch (IOException e) {
      throw new SampleException("--text: got " + text + ", expected a text in UTF-8: " + e);
    }
  }

  private void train(Gpt.GPT model, Tensor codes) {
    // Rows of a block each; the target of a character is the one that follows it.
    long rows = (codes.size(0) - 1) / BLOCK;
    Tensor inputs = codes.narrow(0, 0, rows * BLOCK).view(rows, BLOCK);
    Tensor targets = codes.narrow(0, 1, rows * BLOCK).view(rows, BLOCK);
    var loader =
        new DataLoader<>(
            new TensorDataset(inputs, targets),
            DataLoader.options().batchSize(batchSize).shuffle(true));

    var trainer =
        new StepTrainer<Batch>(
            model,
            (batch, context) -> StepResult.of(model.callAll(batch.data(), batch.target()).loss()),
            List.of(Gpt.configureOptimizer(model)),
            Trainer.options().maxEpochs(epochs).clipNorm(1.0));
    for (var epoch : trainer.fit(loader).epochs()) {
      System.out.printf(
          "Epoch [%d/%d] train_loss=%.4f%n",
          epoch.epoch() + 1, epochs, epoch.values().get("train_loss"));
    }
  }

  // Begins as the text does, and draws one character after the other.
  private String write(Gpt.GPT model, Tensor codes, List<Integer> characters) {
    model.eval();
    Tensor written = codes.narrow(0, 0, 1).view(1, 1);
    try (var noGrad = Torch.noGrad()) {
      for (int i = 1; i < length; i++) {
        long from = Math.max(0, written.size(1) - BLOCK);
        Tensor context = written.narrow(1, from, written.size(1) - from);
        Tensor logits = model.logits(context).select(1, -1).div(temperature);
        Tensor next = logits.softmax(-1).multinomial(1);
        written = Torch.cat(List.of(written, next), 1);
      }
    }
    return written.view(-1).toList().stream()
        .map(code -> Character.toString(characters.get(((Number) code).intValue())))
        .collect(Collectors.joining());
  }
}
