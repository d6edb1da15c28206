package torch4j.training;

import torch4j.Torch;

/** Notes in the history what a run was. */
final class RunSettings {
  private RunSettings() {}

  static void note(StepTrainer<?> trainer) {
    TrainerOptions options = trainer.trainerOptions();
    History history = trainer.history();
    history.setting("model", trainer.model().getClass().getSimpleName());
    long parameters = trainer.model().parameters().stream().mapToLong(one -> one.numel()).sum();
    history.setting("parameters", Long.toString(parameters));
    for (var optimizer : trainer.optimizers()) {
      history.setting(
          "optimizer", optimizer.getClass().getSimpleName() + " " + optimizer.paramGroups().size());
    }
    history.setting("device", trainer.device().toString());
    history.setting("precision", options.precision().toString());
    history.setting("accumulate", Integer.toString(options.accumulate()));
    options.clipNorm().ifPresent(norm -> history.setting("clip norm", Double.toString(norm)));
    options.clipValue().ifPresent(value -> history.setting("clip value", Double.toString(value)));
    options.seed().ifPresent(seed -> history.setting("seed", Long.toString(seed)));
    history.setting("OS", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    Torch.describe().lines().forEach(line -> noteVersion(history, line));
  }

  // "LibTorch: 2.13.0"; the paths of libraries are left out.
  private static void noteVersion(History history, String line) {
    String[] parts = line.split(": ", 2);
    if (!parts[0].equals("library")) {
      history.setting(parts[0], parts[1]);
    }
  }
}
