package torch4j.training.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/** A metric whose state are sums. */
abstract class SumMetric implements Metric {
  private final String name;
  private final Map<String, Tensor> sums = new LinkedHashMap<>();

  SumMetric(String name) {
    Torch.init();
    this.name = name;
  }

  /** Declares a sum; in the constructor only. */
  final void declare(String sum, DType dtype, long... shape) {
    try (var scope = Torch.scope()) {
      sums.put(sum, scope.keep(Torch.zeros(shape, dtype)));
    }
  }

  /** Checks a batch, then adds to the sums. Its tensors are freed afterwards. */
  abstract void accumulate(Tensor predictions, Tensor target);

  /** The result of these sums, which are on the CPU. */
  abstract Tensor result(Map<String, Tensor> sums);

  /** What metrics must have in common to be merged. */
  abstract Object settings();

  @Override
  public final String name() {
    return name;
  }

  @Override
  public void update(Tensor predictions, Tensor target) {
    Require.nonNull(predictions, "predictions", "a tensor");
    Require.nonNull(target, "target", "a tensor");
    updateWith(predictions, target);
  }

  final void updateWith(Tensor predictions, Tensor target) {
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      accumulate(predictions.detach(), target);
    }
  }

  /** Adds to a sum. The first values decide about the device. */
  final void add(String sum, Tensor value) {
    Tensor held = sums.get(sum);
    if (held.isCpu() && !value.isCpu()) {
      moveTo(value);
    }
    sums.get(sum).add_(value.to(sums.get(sum).device()));
  }

  /** Adds a number that is known without asking a device. */
  final void add(String sum, long count) {
    sums.get(sum).add_(count);
  }

  private void moveTo(Tensor place) {
    try (var scope = Torch.scope()) {
      sums.replaceAll((sum, held) -> scope.keep(held.to(place.device())));
    }
  }

  @Override
  public final Tensor compute() {
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Map<String, Tensor> here = new LinkedHashMap<>();
      sums.forEach((sum, held) -> here.put(sum, held.cpu()));
      return scope.detach(result(here).clone()); // a sum itself stays this metric's
    }
  }

  final IllegalStateException nothingSeen() {
    return new IllegalStateException(
        name + ": got no element, expected at least one; call update first");
  }

  @Override
  public final void reset() {
    sums.values().forEach(Tensor::zero_);
  }

  @Override
  public final void merge(Metric other) {
    SumMetric same = requireSame(other);
    try (var scope = Torch.scope()) {
      Map<String, Tensor> added = new LinkedHashMap<>(same.sums);
      added.forEach(this::add);
    }
  }

  private SumMetric requireSame(Metric other) {
    Require.nonNull(other, "other", "a metric");
    if (other.getClass() == getClass() && ((SumMetric) other).settings().equals(settings())) {
      return (SumMetric) other;
    }
    throw new IllegalArgumentException(
        "other: got "
            + described(other)
            + ", expected "
            + described(this)
            + ", as it is merged with one");
  }

  private static String described(Metric metric) {
    return metric.getClass().getSimpleName()
        + (metric instanceof SumMetric sums ? " " + sums.settings() : "");
  }

  /** Copies another one's sums into this new one. */
  final <M extends SumMetric> M copyInto(M made) {
    made.loadState(sums);
    return made;
  }

  @Override
  public final Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    sums.forEach((sum, held) -> state.put(sum, held.clone()));
    return state;
  }

  @Override
  public final void loadState(Map<String, Tensor> state) {
    Require.nonNull(state, "state", "what state() returned");
    sums.forEach((sum, held) -> requireState(sum, held, state.get(sum)));
    if (state.size() != sums.size()) {
      throw new IllegalArgumentException(
          "state: got " + state.keySet() + ", expected " + sums.keySet());
    }
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      sums.replaceAll((sum, held) -> scope.keep(state.get(sum).detach().to(held.dtype()).clone()));
    }
  }

  private static void requireState(String sum, Tensor held, Tensor loaded) {
    if (loaded == null || !Arrays.equals(loaded.shape(), held.shape())) {
      throw new IllegalArgumentException(
          "state[\""
              + sum
              + "\"]: got "
              + (loaded == null ? "none" : TensorDescription.of(loaded))
              + ", expected "
              + TensorDescription.of(held));
    }
  }
}
