package torch4j.training.metrics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * How likely an element of a class has a higher score for it than an element that is not: the area
 * under the ROC curve. Same as {@code torchmetrics.AUROC} with {@code thresholds=None}: exact, by
 * ranks, ties half; of several classes each against the rest. The average is {@link Average#MACRO}
 * unless the options say otherwise.
 *
 * <p>A class that has no element, or all of them, has no such area: NaN. It is left out of
 * averages, where torchmetrics takes it for 0.
 *
 * <p>It keeps all predictions, on their device, and {@link #state} returns them: the states of
 * several ranks are concatenated, not added.
 */
public final class AUROC implements Metric {
  private static final String PREDICTIONS = "predictions";
  private static final String TARGET = "target";

  private final ClassificationOptions options;
  private final List<Tensor> predictions = new ArrayList<>();
  private final List<Tensor> targets = new ArrayList<>();

  /**
   * A metric with these options.
   *
   * @throws IllegalArgumentException if they have a topK, or the average MICRO for several classes
   */
  public AUROC(ClassificationOptions options) {
    Torch.init();
    this.options = Require.nonNull(options, "options", "options");
    if (options.topK() != 1 || (!options.isBinary() && options.average() == Average.MICRO)) {
      throw new IllegalArgumentException(
          "average, topK: got "
              + options.average()
              + " and "
              + options.topK()
              + ", expected MACRO, WEIGHTED or NONE, and 1");
    }
  }

  /** Of this many classes, each against the rest, with the mean as value. */
  public static AUROC multiclass(int numClasses) {
    return new AUROC(ClassificationOptions.multiclass(numClasses).average(Average.MACRO));
  }

  /** Of class 1 against class 0. */
  public static AUROC binary() {
    return new AUROC(ClassificationOptions.binary());
  }

  @Override
  public String name() {
    return options.average() == Average.MACRO ? "auroc" : options.nameOf("auroc");
  }

  /**
   * Adds a batch.
   *
   * @param predictions scores, of {@code [N, C, ...]}; of a binary metric of the target's shape
   * @throws IllegalArgumentException if the shapes or dtypes are others
   */
  @Override
  public void update(Tensor predictions, Tensor target) {
    Require.nonNull(predictions, "predictions", "a tensor");
    Require.nonNull(target, "target", "a tensor");
    if (!predictions.dtype().isFloatingPoint()) {
      throw new IllegalArgumentException(
          "predictions: got " + TensorDescription.of(predictions) + ", expected scores");
    }
    ClassBatch.requireShapes(predictions, target, options);
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Tensor scores = ErrorMetric.wide(predictions.detach());
      Tensor rows =
          options.isBinary()
              ? scores.flatten()
              : scores.movedim(1, -1).reshape(-1, options.numClasses());
      this.predictions.add(scope.keep(rows.clone()));
      targets.add(scope.keep(target.to(rows.device(), DType.int64).flatten().clone()));
    }
  }

  @Override
  public Tensor compute() {
    if (targets.isEmpty()) {
      throw nothingSeen();
    }
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      Tensor target = together(targets);
      Tensor scores = together(predictions);
      if (options.ignoreIndex() != null) {
        Tensor kept = target.ne((long) options.ignoreIndex()).nonzero().flatten();
        target = target.indexSelect(0, kept);
        scores = scores.indexSelect(0, kept);
      }
      requireValid(scores, target);
      return scope.detach(result(scores, target).cpu());
    }
  }

  private void requireValid(Tensor scores, Tensor target) {
    if (target.numel() == 0) {
      throw nothingSeen();
    }
    Tensor valid = ClassBatch.inRange(target, options.numClasses());
    ClassCounts.requireClasses(target.numel() - valid.sum().itemLong(), options.numClasses());
    if (scores.isnan().any().itemBoolean()) {
      throw new IllegalArgumentException("predictions: got NaN, expected numbers with an order");
    }
  }

  private IllegalStateException nothingSeen() {
    return new IllegalStateException(
        name() + ": got no element, expected at least one; call update first");
  }

  private Tensor result(Tensor scores, Tensor target) {
    if (options.isBinary()) {
      return area(scores, target.eq(1L));
    }
    List<Tensor> areas = new ArrayList<>();
    List<Tensor> counts = new ArrayList<>();
    for (int c = 0; c < options.numClasses(); c++) {
      Tensor positive = target.eq((long) c);
      areas.add(area(scores.select(1, c), positive));
      counts.add(positive.sum());
    }
    Tensor each = Torch.stack(areas);
    if (options.average() == Average.NONE) {
      return each;
    }
    Tensor known = each.isnan().logicalNot();
    Tensor weights =
        options.average() == Average.MACRO
            ? known.toDouble()
            : Torch.stack(counts).toDouble().mul(known);
    return Torch.where(known, each, 0.0).mul(weights).sum().div(weights.sum());
  }

  // The sum of the positives' ranks, of which equal scores have the mean.
  private static Tensor area(Tensor scores, Tensor positive) {
    Tensor column = scores.contiguous();
    Tensor sorted = column.sort().values();
    Tensor below = Torch.searchsorted(sorted, column);
    Tensor notAbove = Torch.searchsorted(sorted, column, false, true);
    Tensor rank = below.add(notAbove).add(1L).toDouble().div(2.0);
    Tensor positives = positive.sum().toDouble();
    Tensor negatives = positives.neg().add((double) positive.numel());
    Tensor ranks = Torch.where(positive, rank, 0.0).sum();
    return ranks.sub(positives.mul(positives.add(1.0)).div(2.0)).div(positives).div(negatives);
  }

  @Override
  public void reset() {
    predictions.clear();
    targets.clear();
  }

  @Override
  public void merge(Metric other) {
    Require.nonNull(other, "other", "a metric");
    if (!(other instanceof AUROC same) || !same.options.equals(options)) {
      throw new IllegalArgumentException(
          "other: got "
              + (other instanceof AUROC auroc
                  ? "AUROC " + auroc.options
                  : other.getClass().getSimpleName())
              + ", expected AUROC "
              + options
              + ", as it is merged with one");
    }
    predictions.addAll(List.copyOf(same.predictions)); // nobody changes them
    targets.addAll(List.copyOf(same.targets));
  }

  @Override
  public AUROC copy() {
    var copy = new AUROC(options);
    copy.merge(this);
    return copy;
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    try (var scope = Torch.scope()) {
      Tensor none = options.isBinary() ? Torch.zeros(0) : Torch.zeros(0, options.numClasses());
      state.put(
          PREDICTIONS, scope.detach(predictions.isEmpty() ? none : together(predictions).clone()));
      state.put(
          TARGET,
          scope.detach(
              targets.isEmpty()
                  ? Torch.zeros(new long[] {0}, DType.int64)
                  : together(targets).clone()));
    }
    return state;
  }

  private static Tensor together(List<Tensor> parts) {
    return parts.size() == 1 ? parts.get(0) : Torch.cat(parts);
  }

  @Override
  public void loadState(Map<String, Tensor> state) {
    Require.nonNull(state, "state", "what state() returned");
    if (!state.keySet().equals(Set.of(PREDICTIONS, TARGET))) {
      throw new IllegalArgumentException(
          "state: got " + state.keySet() + ", expected [" + PREDICTIONS + ", " + TARGET + "]");
    }
    Tensor loaded = state.get(TARGET);
    ClassBatch.requireShapes(state.get(PREDICTIONS), loaded, options);
    reset();
    if (loaded.numel() > 0) {
      update(state.get(PREDICTIONS), loaded);
    }
  }
}
