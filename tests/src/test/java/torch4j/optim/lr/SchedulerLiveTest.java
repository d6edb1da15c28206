package torch4j.optim.lr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import torch4j.optim.Adam;
import torch4j.optim.Optimizer;
import torch4j.optim.OptimizerOptions;
import torch4j.optim.Params;
import torch4j.optim.SGD;
import torch4j.testing.Golden;
import torch4j.testing.Programs;
import torch4j.testing.Tensors;

/**
 * Compares schedulers with random options to Python's, while parameter groups are added and state
 * dicts are loaded. Where Python throws, they throw too and change nothing. {@code
 * -Dtorch4j.schedulers="SEED COUNT"} selects other cases.
 */
final class SchedulerLiveTest {
  private static final double TOLERANCE = 1e-9;
  private static final double MIN_SCALE = 1e-6;

  @Test
  void randomCases_equalPython() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/schedulers.py").toString();
    String[] seedAndCount = System.getProperty("torch4j.schedulers", "1 300").split(" ", 2);
    String lines =
        Programs.python(python.get(), script, seedAndCount[0], seedAndCount[1])
            .requireSuccess()
            .out();
    List<String> failures = new ArrayList<>();
    lines
        .lines()
        .forEach(
            line -> {
              try {
                new Run(Golden.parse(line)).run();
              } catch (AssertionError | RuntimeException e) {
                failures.add(e + "\n" + line);
              }
            });
    assertEquals("", String.join("\n", failures));
  }

  /** Runs one case. */
  private static final class Run {
    private final JsonNode golden;
    private Optimizer<?> optimizer;
    private LRScheduler scheduler;
    private int step;

    Run(JsonNode golden) {
      this.golden = golden;
    }

    void run() {
      optimizer = optimizer();
      if (golden.has("error")) {
        assertThrowsInHouseForm(() -> make(optimizer));
        return;
      }
      scheduler = make(optimizer);
      JsonNode seen = golden.get("seen");
      assertValues(seen.get(0), "at first");
      for (int i = 0; i < golden.get("actions").size(); i++) {
        String[] action = golden.get("actions").get(i).asText().split(" ", 2);
        String where = "after action " + i;
        if (action.length == 2) {
          String before = values() + " " + scheduler.stateDict();
          assertThrowsInHouseForm(() -> act(action[0]));
          assertEquals(before, values() + " " + scheduler.stateDict(), where);
        } else if (i + 1 < seen.size()) {
          act(action[0]);
          assertValues(seen.get(i + 1), where);
        }
      }
    }

    private void act(String action) {
      switch (action) {
        case "step" -> advance();
        case "added" -> addGroup(optimizer);
        default -> resume();
      }
    }

    private void advance() {
      optimizer.step();
      if (scheduler instanceof ReduceLROnPlateau plateau) {
        step++;
        plateau.step(SchedulerCases.metric(step));
      } else {
        scheduler.step();
      }
    }

    private static <O extends OptimizerOptions<O>> void addGroup(Optimizer<O> optimizer) {
      optimizer.addParamGroup(Params.of(List.of(Tensors.parameter(1)), o -> o.lr(0.125)));
    }

    private void resume() {
      Map<String, Object> state = optimizer.stateDict();
      Map<String, Object> schedule = scheduler.stateDict();
      int groups = optimizer.paramGroups().size();
      optimizer = optimizer();
      scheduler = make(optimizer);
      while (optimizer.paramGroups().size() < groups) {
        addGroup(optimizer);
      }
      optimizer.loadStateDict(state);
      scheduler.loadStateDict(schedule);
    }

    private LRScheduler make(Optimizer<?> of) {
      return SchedulerCases.make(golden.get("scheduler").asText(), golden.get("arguments"), of, -1);
    }

    private Optimizer<?> optimizer() {
      double[] lrs = Golden.doubles(golden.get("lrs"));
      return golden.get("optimizer").asText().equals("SGD")
          ? withGroups(new SGD(SGD.options().momentum(0.9), group(lrs[0])), lrs)
          : withGroups(new Adam(Adam.options(), group(lrs[0])), lrs);
    }

    private static <O extends OptimizerOptions<O>> Optimizer<O> withGroups(
        Optimizer<O> optimizer, double[] lrs) {
      for (int i = 1; i < lrs.length; i++) {
        optimizer.addParamGroup(group(lrs[i]));
      }
      return optimizer;
    }

    private static <O extends OptimizerOptions<O>> Params<O> group(double lr) {
      return Params.of(List.of(Tensors.parameter(1)), o -> o.lr(lr));
    }

    private List<List<Double>> values() {
      List<List<Double>> all = new ArrayList<>();
      optimizer
          .paramGroups()
          .forEach(group -> all.add(List.of(group.lr(), group.momentumOrBeta1())));
      return all;
    }

    private void assertValues(JsonNode expected, String where) {
      List<List<Double>> actual = values();
      assertEquals(expected.size(), actual.size(), where);
      for (int g = 0; g < actual.size(); g++) {
        for (int i = 0; i < 2; i++) {
          double want = expected.get(g).get(i).asDouble();
          assertEquals(
              want, actual.get(g).get(i), TOLERANCE * Math.max(MIN_SCALE, Math.abs(want)), where);
        }
      }
    }

    private static void assertThrowsInHouseForm(Executable action) {
      String message = assertThrows(RuntimeException.class, action).getMessage();
      assertTrue(message != null && message.matches("(?s).+: got .+, expected .+"), message);
    }
  }
}
