package torch4j.training.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

final class MetricTest {
  private static final ClassificationOptions THREE = ClassificationOptions.multiclass(3);

  private static Tensor longs(long... values) {
    return Torch.tensor(values);
  }

  private static Tensor scores() {
    return Torch.tensor(new double[] {0.1, 0.2, 0.7, 0.5, 0.5, 0.0}).reshape(2, 3);
  }

  @Test
  void names_sayTheOptions() {
    assertEquals("accuracy", Accuracy.multiclass(3).name());
    assertEquals("accuracy_macro_top2", new Accuracy(THREE.average(Average.MACRO).topK(2)).name());
    assertEquals("f1_per_class", new F1Score(THREE.average(Average.NONE)).name());
    assertEquals("precision_weighted", new Precision(THREE.average(Average.WEIGHTED)).name());
    assertEquals("auroc", AUROC.multiclass(3).name());
    assertEquals("auroc", AUROC.binary().name());
    assertEquals("rmse", new MeanSquaredError(false).name());
  }

  @Test
  void update_inAScope_keepsTheStateAlone() {
    for (Metric metric :
        List.of(Accuracy.multiclass(3), AUROC.multiclass(3), ConfusionMatrix.multiclass(3))) {
      try (var scope = Torch.scope()) {
        metric.update(scores(), longs(2, 0));
        metric.update(scores(), longs(1, 0));
      }
      metric.compute().close();
      long before = Pointer.totalCount();
      for (int i = 0; i < 50; i++) {
        try (var scope = Torch.scope()) {
          metric.update(scores(), longs(2, 0));
        }
      }
      // AUROC keeps two tensors of each batch.
      long kept = metric instanceof AUROC ? 100 : 0;
      assertEquals(before + kept, Pointer.totalCount(), metric.name());
      metric.compute().close();
    }
  }

  @Test
  void update_withGradients_hasNone() {
    Metric metric = new MeanSquaredError();
    metric.update(Torch.ones(3).requiresGrad_(), Torch.zeros(3));
    assertEquals(false, metric.compute().requiresGrad());
    assertEquals(1, metric.value());
  }

  @Test
  void mean_weighsNumbersAndTensors() {
    var mean = new Mean();
    mean.update(3.0, 2.0);
    mean.update(Torch.tensor(new double[] {1, 2}));
    assertEquals(9.0 / 4, mean.value());
  }

  @Test
  void valueOfSeveral_isRefused() {
    Metric metric = ConfusionMatrix.multiclass(3);
    metric.update(longs(0, 1), longs(0, 2));
    assertArrayEquals(new long[] {1, 0, 0, 0, 0, 0, 0, 1, 0}, metric.compute().toLongArray());
    assertMessage(
        IllegalStateException.class,
        "confusion_matrix: got a result of 9 elements, expected one; read it with compute()",
        metric::value);
  }

  @Test
  void nothingSeen_isRefused() {
    for (Metric metric : all()) {
      assertMessage(
          IllegalStateException.class,
          metric instanceof R2Score
              ? "r2: got 0 elements, expected at least 2; call update first"
              : metric.name() + ": got no element, expected at least one; call update first",
          metric::compute);
      metric.loadState(metric.state());
      metric.merge(metric.copy());
      assertThrows(IllegalStateException.class, metric::compute);
    }
  }

  private static List<Metric> all() {
    return List.of(
        Accuracy.multiclass(3),
        Precision.binary(),
        Recall.multiclass(3),
        F1Score.multiclass(3),
        ConfusionMatrix.binary(),
        AUROC.multiclass(3),
        new MeanSquaredError(),
        new MeanAbsoluteError(),
        new R2Score(),
        new Mean(),
        new Perplexity());
  }

  @Test
  void classThatDoesNotExist_isRefusedByCompute() {
    String message =
        "target, predictions: got 2 elements that are no classes, expected 0 to 2; if they are to"
            + " be left out, set ignoreIndex";
    for (Metric metric : List.of(Accuracy.multiclass(3), ConfusionMatrix.multiclass(3))) {
      metric.update(longs(0, 1, 2, 3), longs(0, -1, 2, 1));
      assertMessage(IllegalArgumentException.class, message, metric::compute);
    }
    Metric auroc = AUROC.multiclass(3);
    auroc.update(scores(), longs(3, -7));
    assertMessage(IllegalArgumentException.class, message, auroc::compute);
    Metric perplexity = new Perplexity();
    perplexity.update(scores(), longs(3, 0));
    assertMessage(
        IllegalArgumentException.class,
        "target: got 1 elements that are no tokens, expected indices of the predictions' last"
            + " dimension; if they are to be left out, set ignoreIndex",
        perplexity::compute);
    Metric nan = AUROC.binary();
    nan.update(Torch.tensor(new double[] {0.5, Double.NaN}), longs(0, 1));
    assertMessage(
        IllegalArgumentException.class,
        "predictions: got NaN, expected numbers with an order",
        nan::compute);
  }

  @Test
  void shapesAndDtypes_thatDoNotFit_areRefused() {
    Tensor target = longs(0, 1);
    assertRefused(
        "predictions: got [2, 4] float32 for a target of [2] int64, expected floating-point scores"
            + " of [N, 3, ...], or classes of the target's shape",
        () -> Accuracy.multiclass(3).update(Torch.ones(2, 4), target));
    assertRefused(
        "predictions: got [2] int64 for a target of [2] int64, expected floating-point scores of"
            + " [N, 3, ...]",
        () -> new Accuracy(THREE.topK(2)).update(target, target));
    assertRefused(
        "predictions: got [3] float32 for a target of [2] int64, expected probabilities or classes"
            + " of the target's shape",
        () -> Precision.binary().update(Torch.ones(3), target));
    assertRefused(
        "target: got [2] float32, expected classes: whole numbers",
        () -> ConfusionMatrix.multiclass(3).update(scores(), Torch.ones(2)));
    assertRefused(
        "predictions: got [2] int64, expected scores", () -> AUROC.binary().update(target, target));
    assertRefused(
        "predictions: got [2] float32 for a target of [2, 1] float32, expected real numbers of the"
            + " target's shape",
        () -> new MeanSquaredError().update(Torch.ones(2), Torch.ones(2, 1)));
    assertRefused(
        "target: got [2, 1] float32, expected [N, 2]",
        () -> new R2Score(2).update(Torch.ones(2, 1), Torch.ones(2, 1)));
    assertRefused(
        "weights: got [3] float32 for values of [2] float32, expected real numbers of a shape that"
            + " is broadcast to the values'",
        () -> new Mean().update(Torch.ones(2), Torch.ones(3)));
    assertRefused(
        "predictions: got [2, 3] float64 for a target of [3] int64, expected floating-point logits"
            + " of the target's shape and the tokens after it, and whole numbers as target",
        () -> new Perplexity().update(scores(), longs(0, 0, 0)));
    assertRefused(
        "predictions: got null, expected a tensor",
        () -> new MeanAbsoluteError().update(null, target));
  }

  @Test
  void options_areChecked() {
    assertRefused("numClasses: got 1, expected >= 2", () -> ClassificationOptions.multiclass(1));
    assertRefused("topK: got 4, expected 1 to the 3 classes", () -> THREE.topK(4));
    assertRefused(
        "average, topK: got MACRO and 1, expected none for a binary metric; use multiclass(2)",
        () -> ClassificationOptions.binary().average(Average.MACRO));
    assertRefused(
        "average, topK: got MICRO and 1, expected MACRO, WEIGHTED or NONE, and 1",
        () -> new AUROC(THREE));
    assertRefused("numOutputs: got 0, expected >= 1", () -> new R2Score(0));
  }

  @Test
  void otherMetricsAndStates_areRefused() {
    assertRefused(
        "other: got MeanAbsoluteError , expected MeanSquaredError true, as it is merged with one",
        () -> new MeanSquaredError().merge(new MeanAbsoluteError()));
    assertThrows(
        IllegalArgumentException.class, () -> Accuracy.multiclass(3).merge(Accuracy.multiclass(4)));
    assertThrows(
        IllegalArgumentException.class, () -> AUROC.multiclass(3).merge(AUROC.multiclass(4)));
    assertRefused(
        "state[\"predicted\"]: got none, expected [4] int64",
        () ->
            Accuracy.multiclass(3)
                .loadState(Map.of("true_positives", Torch.zeros(new long[] {4}, DType.int64))));
    assertRefused(
        "state: got [a], expected [predictions, target]",
        () -> AUROC.binary().loadState(Map.of("a", Torch.zeros(1))));
  }

  private static void assertRefused(String message, Executable call) {
    assertMessage(IllegalArgumentException.class, message, call);
  }

  private static void assertMessage(
      Class<? extends Exception> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }
}
