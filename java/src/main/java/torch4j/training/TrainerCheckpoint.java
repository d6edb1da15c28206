package torch4j.training;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Snapshot;
import torch4j.optim.Optimizer;
import torch4j.optim.lr.LRScheduler;
import torch4j.serialization.Checkpoint;
import torch4j.serialization.Serialization;

/**
 * The file of a run: Python's usual keys ({@code epoch}, {@code model_state_dict}, {@code
 * optimizer_state_dict}, {@code scheduler_state_dict}, {@code scaler_state_dict}), which its {@code
 * torch.load} reads, and under {@code torch4j} what an exact resume needs beside.
 */
final class TrainerCheckpoint {
  private static final String OWN = "torch4j";
  private static final String MODEL = "model_state_dict";
  private static final String OPTIMIZER = "optimizer_state_dict";
  private static final String SCHEDULER = "scheduler_state_dict";
  private static final String SCALER = "scaler_state_dict";
  private static final long VERSION = 1;

  private final StepTrainer<?> trainer;

  TrainerCheckpoint(StepTrainer<?> trainer) {
    this.trainer = trainer;
  }

  // ---- saving

  /** The whole state of a run. */
  Map<String, Object> state(RunParts parts) {
    Progress progress = trainer.progress();
    Map<String, Object> state = new LinkedHashMap<>();
    // As Python programs write it: the last epoch that is over, or the one at hand.
    state.put("epoch", (long) (progress.batch == 0 ? progress.epoch - 1 : progress.epoch));
    state.put(MODEL, trainer.model().stateDict());
    putEach(state, OPTIMIZER, trainer.optimizers().stream().map(Optimizer::stateDict).toList());
    putEach(
        state,
        SCHEDULER,
        trainer.trainerOptions().schedules().stream()
            .map(schedule -> schedule.scheduler().stateDict())
            .toList());
    Map<String, Object> scaler = parts.updates().stateDict();
    if (scaler != null) {
      state.put(SCALER, scaler);
    }
    state.put(OWN, own(parts));
    return state;
  }

  private Map<String, Object> own(RunParts parts) {
    Map<String, Object> own = new LinkedHashMap<>();
    own.put("version", VERSION);
    own.put("progress", trainer.progress().stateDict());
    own.put("history", trainer.history().stateDict());
    own.put("rng_state", Torch.getRngState());
    own.put("gradients", trainer.progress().window == 0 ? List.of() : gradients());
    own.putAll(parts.stateDict());
    return own;
  }

  private List<Object> gradients() {
    List<Object> gradients = new ArrayList<>();
    for (Optimizer<?> optimizer : trainer.optimizers()) {
      Updates.params(optimizer).forEach(param -> gradients.add(param.grad()));
    }
    return gradients;
  }

  // One is saved by itself, as Python programs do; several as a list.
  private static void putEach(Map<String, Object> state, String name, List<?> dicts) {
    if (dicts.size() == 1) {
      state.put(name, dicts.get(0));
    } else if (!dicts.isEmpty()) {
      state.put(name, dicts);
    }
  }

  /** Saves a state to each of these files. */
  static void save(List<TrainingContext.PendingSave> saves, Map<String, Object> state) {
    for (TrainingContext.PendingSave save : saves) {
      try {
        Serialization.save(state, save.file());
      } catch (RuntimeException e) {
        save.failed().accept(save.file(), e);
        continue;
      }
      save.saved().run();
    }
  }

  // ---- loading

  /**
   * Loads model, optimizers, schedulers, progress and history; all or nothing.
   *
   * @return what is to be restored when training begins
   */
  Resume load(Path file) {
    try (var scope = Torch.scope()) {
      Checkpoint checkpoint = Checkpoint.load(file);
      List<Runnable> done = new ArrayList<>();
      try {
        load(checkpoint, done);
      } catch (RuntimeException e) {
        for (int i = done.size() - 1; i >= 0; i--) {
          done.get(i).run();
        }
        throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
      }
      return resume(checkpoint);
    }
  }

  private void load(Checkpoint checkpoint, List<Runnable> done) {
    Map<String, Tensor> model = Snapshot.of(trainer.model().stateDict());
    trainer.model().loadStateDict(checkpoint.tensors(MODEL));
    done.add(() -> trainer.model().loadStateDict(model));
    List<Map<String, Object>> optimizers = states(OPTIMIZER, checkpoint, trainer.optimizers());
    for (int i = 0; i < optimizers.size(); i++) {
      Optimizer<?> optimizer = trainer.optimizers().get(i);
      Map<String, Object> before = Snapshot.of(optimizer.stateDict());
      optimizer.loadStateDict(optimizers.get(i));
      done.add(() -> optimizer.loadStateDict(before));
    }
    List<Map<String, Object>> schedules =
        states(SCHEDULER, checkpoint, trainer.trainerOptions().schedules());
    for (int i = 0; i < schedules.size(); i++) {
      LRScheduler scheduler = trainer.trainerOptions().schedules().get(i).scheduler();
      Map<String, Object> before = scheduler.stateDict();
      scheduler.loadStateDict(schedules.get(i));
      done.add(() -> scheduler.loadStateDict(before));
    }
  }

  /** The states of the trainer's optimizers or schedulers; none if a Python program saved none. */
  @SuppressWarnings("unchecked") // each is looked at
  private static List<Map<String, Object>> states(
      String name, Checkpoint checkpoint, List<?> owners) {
    Object saved = checkpoint.values().get(name);
    List<Object> states = new ArrayList<>();
    if (saved instanceof List<?> list) {
      states.addAll(list);
    } else if (saved != null) {
      states.add(saved);
    }
    if (!states.stream().allMatch(Map.class::isInstance)
        || ((saved != null || checkpoint.has(OWN)) && states.size() != owners.size())) {
      throw new IllegalArgumentException(
          name + ": got " + states.size() + " state dicts, expected " + owners.size());
    }
    return (List<Map<String, Object>>) (List<?>) states;
  }

  private Resume resume(Checkpoint checkpoint) {
    Map<String, Object> scaler = checkpoint.has(SCALER) ? checkpoint.map(SCALER) : null;
    Progress progress = trainer.progress();
    if (!checkpoint.has(OWN)) {
      progress.epoch = checkpoint.has("epoch") ? (int) checkpoint.integer("epoch") + 1 : 0;
      return new Resume(null, Torch.keep(scaler == null ? Map.of() : scaler));
    }
    var own = new Checkpoint(checkpoint.map(OWN));
    if (own.integer("version") != VERSION) {
      throw new IllegalArgumentException(
          OWN + ".version: got " + own.integer("version") + ", expected " + VERSION);
    }
    progress.loadStateDict(own.map("progress"));
    trainer.history().loadStateDict(own.map("history"));
    return new Resume(Torch.keep(own.values()), Torch.keep(scaler == null ? Map.of() : scaler));
  }
}
