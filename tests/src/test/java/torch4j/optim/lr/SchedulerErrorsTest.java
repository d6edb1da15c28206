package torch4j.optim.lr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.Tensor;
import torch4j.optim.Optimizer;
import torch4j.optim.SGD;
import torch4j.testing.Tensors;

/** The exceptions and warnings of the learning rate schedulers. */
final class SchedulerErrorsTest {
  private static final Optimizer<?> TWO_GROUPS = SchedulerCases.optimizer("SGD");

  static Stream<Arguments> refused() {
    return Stream.of(invalidOptions(), invalidArguments()).flatMap(cases -> cases);
  }

  private static Stream<Arguments> invalidOptions() {
    return Stream.of(
        refused(
            "factor: got -0.5, expected 0 <= factor <= 1", () -> ConstantLR.options().factor(-0.5)),
        refused(
            "factor: got 1.5, expected 0 <= factor <= 1", () -> ConstantLR.options().factor(1.5)),
        refused(
            "startFactor: got 0.0, expected 0 < startFactor <= 1",
            () -> LinearLR.options().startFactor(0)),
        refused(
            "endFactor: got -1.0, expected 0 <= endFactor <= 1",
            () -> LinearLR.options().endFactor(-1)),
        refused("lastEpoch: got -2, expected >= -1", () -> StepLR.options().lastEpoch(-2)),
        refused("lastEpoch: got -2, expected >= -1", () -> PolynomialLR.options().lastEpoch(-2)),
        refused("lastEpoch: got -2, expected >= -1", () -> MultiStepLR.options().lastEpoch(-2)),
        refused(
            "tMult: got 0, expected >= 1", () -> CosineAnnealingWarmRestarts.options().tMult(0)),
        refused("stepSizeUp: got 0, expected >= 1", () -> CyclicLR.options().stepSizeUp(0)),
        refused("stepSizeDown: got -1, expected >= 0", () -> CyclicLR.options().stepSizeDown(-1)),
        refused("totalSteps: got 0, expected >= 1", () -> OneCycleLR.options().totalSteps(0)),
        refused("epochs: got -3, expected >= 1", () -> OneCycleLR.options().epochs(-3)),
        refused("stepsPerEpoch: got 0, expected >= 1", () -> OneCycleLR.options().stepsPerEpoch(0)),
        refused(
            "pctStart: got 1.5, expected 0 <= pctStart <= 1",
            () -> OneCycleLR.options().pctStart(1.5)),
        refused("factor: got 1.0, expected < 1", () -> ReduceLROnPlateau.options().factor(1)));
  }

  private static Stream<Arguments> invalidArguments() {
    return Stream.of(
        refused("stepSize: got 0, expected >= 1", () -> new StepLR(TWO_GROUPS, 0)),
        refused("tMax: got 0, expected >= 1", () -> new CosineAnnealingLR(TWO_GROUPS, 0)),
        refused("t0: got 0, expected >= 1", () -> new CosineAnnealingWarmRestarts(TWO_GROUPS, 0)),
        refused(
            "epoch: got -1.0, expected >= 0",
            () -> new CosineAnnealingWarmRestarts(TWO_GROUPS, 5).step(-1)),
        refused(
            "totalSteps: got none, expected totalSteps, or epochs and stepsPerEpoch",
            () -> new OneCycleLR(TWO_GROUPS, 0.1, OneCycleLR.options().epochs(3))),
        refused(
            "lrLambdas: got 1 functions, expected 2, one for each group of the optimizer",
            () -> new LambdaLR(TWO_GROUPS, List.of(epoch -> 1))),
        refused(
            "maxLr: got 3 values, expected 2, one for each group of the optimizer",
            () ->
                new CyclicLR(TWO_GROUPS, List.of(0.1), List.of(0.1, 0.2, 0.3), CyclicLR.options())),
        refused(
            "minLr: got 3 values, expected 2, one for each group of the optimizer",
            () ->
                new ReduceLROnPlateau(
                    TWO_GROUPS, ReduceLROnPlateau.options().minLr(List.of(0.1, 0.2, 0.3)))),
        refused(
            "initial_lr: got none in paramGroups[0], expected one to resume from lastEpoch 5; load"
                + " the optimizer's state dict first, or start with lastEpoch -1",
            () -> new ExponentialLR(SchedulerCases.optimizer("SGD"), 0.9, 5)),
        refused(
            "schedulers: got an empty list, expected at least one scheduler",
            () -> new ChainedScheduler(List.of())),
        refused(
            "schedulers[0]: got a ReduceLROnPlateau, expected a scheduler whose step() needs no"
                + " metric",
            () -> new ChainedScheduler(List.of(new ReduceLROnPlateau(TWO_GROUPS)))),
        refused(
            "schedulers[0]: got a scheduler of another optimizer, expected the same optimizer for"
                + " all",
            () ->
                new SequentialLR(
                    SchedulerCases.optimizer("SGD"),
                    List.of(new ExponentialLR(TWO_GROUPS, 0.9)),
                    List.of())),
        refused(
            "milestones: got 1 for 1 schedulers, expected 0",
            () ->
                new SequentialLR(
                    TWO_GROUPS, List.of(new ExponentialLR(TWO_GROUPS, 0.9)), List.of(3))),
        refused(
            "gamma: got fast, expected a number",
            () -> new ExponentialLR(TWO_GROUPS, 0.9).loadStateDict(Map.of("gamma", "fast"))));
  }

  private static Arguments refused(String message, Executable action) {
    return Arguments.of(message, action);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void invalidValue_throwsThisMessage(String message, Executable action) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
  }

  @Test
  void step_withoutMetric_throws() {
    var scheduler = new ReduceLROnPlateau(TWO_GROUPS);
    assertEquals(
        "metric: got none, expected the value of this epoch; call step(metric)",
        assertThrows(IllegalStateException.class, scheduler::step).getMessage());
  }

  @Test
  void step_pastTheTotalNumberOfSteps_throws() {
    var optimizer = SchedulerCases.optimizer("Adam");
    var scheduler = new OneCycleLR(optimizer, 0.1, OneCycleLR.options().totalSteps(3));
    optimizer.step();
    for (int i = 0; i < 3; i++) {
      scheduler.step();
    }
    assertEquals(
        "step: got step 4, expected at most the total number of steps, 3",
        assertThrows(IllegalStateException.class, scheduler::step).getMessage());
  }

  @Test
  void step_chainedSchedulerAtAMilestone_throws() {
    var optimizer = SchedulerCases.optimizer("SGD");
    var scheduler =
        new SequentialLR(
            optimizer,
            List.of(
                new ConstantLR(optimizer),
                new ChainedScheduler(List.of(new ExponentialLR(optimizer, 0.9)))),
            List.of(1));
    optimizer.step();
    assertEquals(
        "schedulers: got a ChainedScheduler after a milestone, expected a scheduler that can"
            + " restart at epoch 0; this one can only be the first",
        assertThrows(UnsupportedOperationException.class, scheduler::step).getMessage());
  }

  @Test
  void loadStateDict_refused_changesNothing() {
    var scheduler = new StepLR(SchedulerCases.optimizer("SGD"), 30);
    Map<String, Object> before = scheduler.stateDict();
    assertThrows(
        IllegalArgumentException.class,
        () -> scheduler.loadStateDict(Map.of("last_epoch", 7L, "gamma", "fast")));
    assertEquals(before, scheduler.stateDict());
  }

  @Test
  void step_beforeOptimizerStep_warnsOnce() {
    List<Tensor> parameters = List.of(Tensors.parameter(1));
    var warned = new ExponentialLR(new SGD(parameters), 0.9);
    assertEquals(
        List.of(
            "Detected call of ExponentialLR.step() before optimizer.step(); call them in the"
                + " opposite order, or the first value of the learning rate schedule is skipped"),
        warnings(
            () -> {
              warned.step();
              warned.step();
            }));
    var optimizer = new SGD(parameters);
    var silent = new ExponentialLR(optimizer, 0.9);
    optimizer.step();
    assertEquals(List.of(), warnings(silent::step));
  }

  private static List<String> warnings(Runnable action) {
    var messages = new ArrayList<String>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord logRecord) {
            messages.add(MessageFormat.format(logRecord.getMessage(), logRecord.getParameters()));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(LRScheduler.class.getName());
    logger.addHandler(handler);
    try {
      action.run();
    } finally {
      logger.removeHandler(handler);
    }
    return messages;
  }
}
