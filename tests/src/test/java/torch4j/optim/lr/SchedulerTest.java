package torch4j.optim.lr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import torch4j.optim.Optimizer;
import torch4j.optim.ParamGroup;
import torch4j.testing.Golden;

/**
 * Every scheduler sets the same learning rates and momentums as Python's over 300 steps, and has
 * the same state dict.
 */
final class SchedulerTest {
  private static final double TOLERANCE = 1e-12;
  private static final JsonNode GOLDEN = Golden.read("lr_schedulers");

  static Stream<Arguments> cases() {
    return named(GOLDEN.get("cases"));
  }

  static Stream<Arguments> resumable() {
    return cases().filter(arguments -> golden(arguments).has("after_last_epoch"));
  }

  static Stream<Arguments> byEpoch() {
    return named(GOLDEN.get("by_epoch"));
  }

  private static JsonNode golden(Arguments arguments) {
    return (JsonNode) ((Named<?>) arguments.get()[0]).getPayload();
  }

  private static Stream<Arguments> named(JsonNode cases) {
    return StreamSupport.stream(cases.spliterator(), false)
        .map(
            golden ->
                Arguments.of(
                    Named.of(
                        golden.path("scheduler").asText()
                            + golden.get("arguments")
                            + golden.path("optimizer").asText(),
                        golden)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void step_overAllEpochs_equalsPython(JsonNode golden) {
    Optimizer<?> optimizer = SchedulerCases.optimizer(golden.get("optimizer").asText());
    LRScheduler scheduler = make(golden, optimizer, -1);
    assertGroups(golden, optimizer, 0);
    for (int step = 1; step < golden.get("lrs").get(0).size(); step++) {
      advance(scheduler, step);
      assertGroups(golden, optimizer, step);
      assertEquals(
          optimizer.paramGroups().stream().map(ParamGroup::lr).toList(), scheduler.getLastLr());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stateDict_inTheMiddle_equalsPython(JsonNode golden) {
    Optimizer<?> optimizer = SchedulerCases.optimizer(golden.get("optimizer").asText());
    LRScheduler scheduler = make(golden, optimizer, -1);
    for (int step = 1; step <= SchedulerCases.MIDDLE; step++) {
      advance(scheduler, step);
    }
    assertState(SchedulerCases.state(golden.get("state")), scheduler.stateDict(), "state");
    for (int i = 0; i < optimizer.paramGroups().size(); i++) {
      JsonNode expected = golden.get("groups").get(i);
      Map<String, Double> scheduled = optimizer.paramGroups().get(i).scheduled();
      scheduled.forEach((key, value) -> assertClose(expected.get(key).asDouble(), value, key));
      assertEquals(expected.size() - 2, scheduled.size(), "all but lr and momentum");
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void loadStateDict_fromPythonInTheMiddle_continuesAsPython(JsonNode golden) {
    Optimizer<?> optimizer = SchedulerCases.optimizer(golden.get("optimizer").asText());
    LRScheduler scheduler = make(golden, optimizer, -1);
    SchedulerCases.restore(optimizer, golden.get("groups"));
    scheduler.loadStateDict(SchedulerCases.state(golden.get("state")));
    for (int step = SchedulerCases.MIDDLE + 1; step < golden.get("lrs").get(0).size(); step++) {
      advance(scheduler, step);
      assertGroups(golden, optimizer, step);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void loadStateDict_ownStateDict_changesNothing(JsonNode golden) {
    Optimizer<?> optimizer = SchedulerCases.optimizer(golden.get("optimizer").asText());
    LRScheduler scheduler = make(golden, optimizer, -1);
    for (int step = 1; step <= 7; step++) {
      advance(scheduler, step);
    }
    Map<String, Object> state = scheduler.stateDict();
    scheduler.loadStateDict(state);
    assertEquals(state, scheduler.stateDict());
  }

  @ParameterizedTest
  @MethodSource("resumable")
  void step_resumedWithLastEpoch_equalsPython(JsonNode golden) {
    Optimizer<?> optimizer = SchedulerCases.optimizer(golden.get("optimizer").asText());
    SchedulerCases.restore(optimizer, golden.get("groups"));
    LRScheduler scheduler = make(golden, optimizer, SchedulerCases.MIDDLE);
    JsonNode expected = golden.get("after_last_epoch");
    assertGroups(expected, optimizer, 0);
    for (int step = 1; step < expected.get("lrs").get(0).size(); step++) {
      advance(scheduler, step);
      assertGroups(expected, optimizer, step);
    }
  }

  @ParameterizedTest
  @MethodSource("byEpoch")
  void step_warmRestartsWithEpochArgument_equalsPython(JsonNode golden) {
    Optimizer<?> optimizer = SchedulerCases.optimizer("SGD");
    var scheduler =
        (CosineAnnealingWarmRestarts)
            SchedulerCases.make(
                "CosineAnnealingWarmRestarts", golden.get("arguments"), optimizer, -1);
    int step = 0;
    for (double epoch : Golden.doubles(golden.get("epochs"))) {
      scheduler.step(epoch);
      assertGroups(golden, optimizer, ++step);
    }
    while (++step < golden.get("lrs").get(0).size()) {
      scheduler.step();
      assertGroups(golden, optimizer, step);
    }
    assertState(SchedulerCases.state(golden.get("state")), scheduler.stateDict(), "state");
  }

  private static LRScheduler make(JsonNode golden, Optimizer<?> optimizer, int lastEpoch) {
    return SchedulerCases.make(
        golden.get("scheduler").asText(), golden.get("arguments"), optimizer, lastEpoch);
  }

  private static void advance(LRScheduler scheduler, int step) {
    scheduler.optimizer().step();
    if (scheduler instanceof ReduceLROnPlateau plateau) {
      plateau.step(SchedulerCases.metric(step));
    } else {
      scheduler.step();
    }
  }

  private static void assertGroups(JsonNode golden, Optimizer<?> optimizer, int step) {
    for (int i = 0; i < optimizer.paramGroups().size(); i++) {
      ParamGroup<?> group = optimizer.paramGroups().get(i);
      String where = "step " + step + ", group " + i;
      assertClose(golden.get("lrs").get(i).get(step).asDouble(), group.lr(), where + ": lr");
      if (golden.has("momenta")) {
        double momentum = golden.get("momenta").get(i).get(step).asDouble();
        assertClose(momentum, group.momentumOrBeta1(), where + ": momentum");
      }
    }
  }

  private static void assertState(Object expected, Object actual, String where) {
    if (expected instanceof Map<?, ?> map) {
      assertEquals(map.keySet(), ((Map<?, ?>) actual).keySet(), where);
      map.forEach(
          (key, value) -> assertState(value, ((Map<?, ?>) actual).get(key), where + "." + key));
    } else if (expected instanceof List<?> list) {
      assertEquals(list.size(), ((List<?>) actual).size(), where);
      for (int i = 0; i < list.size(); i++) {
        assertState(list.get(i), ((List<?>) actual).get(i), where + "[" + i + "]");
      }
    } else if (expected instanceof Number number) {
      assertTrue(actual instanceof Long || actual instanceof Double, where + ": " + actual);
      assertClose(number.doubleValue(), ((Number) actual).doubleValue(), where);
    } else if (expected == null) {
      assertNull(actual, where);
    } else {
      assertEquals(expected, actual, where);
    }
  }

  private static void assertClose(double expected, double actual, String what) {
    if (!(Math.abs(expected - actual) <= TOLERANCE * Math.abs(expected)) && expected != actual) {
      throw new AssertionError(what + ": expected " + expected + ", got " + actual);
    }
  }
}
