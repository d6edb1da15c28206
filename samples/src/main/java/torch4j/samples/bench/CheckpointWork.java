package torch4j.samples.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.serialization.Checkpoint;
import torch4j.serialization.SafeTensors;
import torch4j.serialization.Serialization;

/** Saves a large state dict, or loads it, over and over. */
final class CheckpointWork implements Work {
  private static final int TENSORS = 40;

  private final Map<String, Tensor> state = new LinkedHashMap<>();
  private final Path file;
  private final Runnable step;
  private double checked;

  private CheckpointWork(Function<CheckpointWork, Runnable> step) {
    try {
      Path folder = Files.createTempDirectory("torch4j-bench");
      file = folder.resolve("state.pt");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    for (int i = 0; i < TENSORS; i++) {
      state.put("layer" + i + ".weight", Torch.ones(1024, 2560).mul(Torch.tensor((float) i)));
    }
    this.step = step.apply(this);
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(java.util.Comparator.reverseOrder())
          .map(Path::toFile)
          .forEach(java.io.File::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CheckpointWork save(boolean durable) {
    var options = Serialization.saveOptions().durable(durable);
    return new CheckpointWork(
        work ->
            () -> {
              Serialization.save(work.state, work.file, options);
              work.checked = TENSORS;
            });
  }

  static CheckpointWork load(boolean mmap, boolean sum) {
    var options = Serialization.loadOptions().mmap(mmap);
    return new CheckpointWork(
        work -> {
          Serialization.save(Map.of("state", work.state), work.file);
          return work.loading(() -> Checkpoint.load(work.file, options).tensors("state"), sum);
        });
  }

  static CheckpointWork safeTensors(boolean sum) {
    return new CheckpointWork(
        work -> {
          SafeTensors.save(work.state, work.file);
          return work.loading(() -> SafeTensors.load(work.file), sum);
        });
  }

  private Runnable loading(java.util.function.Supplier<Map<String, Tensor>> load, boolean sum) {
    state.values().forEach(Tensor::close); // a program that loads has not got the tensors
    return () -> {
      Map<String, Tensor> loaded = load.get();
      checked = loaded.size();
      if (sum) {
        for (Tensor tensor : loaded.values()) {
          checked += tensor.sum().itemDouble();
        }
      }
    };
  }

  @Override
  public void run(long steps) {
    for (long i = 0; i < steps; i++) {
      try (var scope = Torch.scope()) {
        step.run();
      }
    }
  }

  @Override
  public List<Double> check() {
    return List.of(checked);
  }
}
