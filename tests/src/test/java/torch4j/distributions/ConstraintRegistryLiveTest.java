package torch4j.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/** For each kind of constraint there are the transforms that Python registers, and no others. */
final class ConstraintRegistryLiveTest {
  @Test
  void transforms_areThoseThatPythonRegisters() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/constraint_registry.py").toString();
    JsonNode golden =
        Golden.parse(Programs.python(python.get(), script).requireSuccess().out().strip());
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (var entry : golden.properties()) {
      Constraint constraint = constraint(entry.getKey());
      String prefix = entry.getKey() + ": ";
      expected.add(prefix + entry.getValue().get(0).asText());
      expected.add(prefix + entry.getValue().get(1).asText());
      found.add(prefix + text(ConstraintRegistry::bijectTo, constraint));
      found.add(prefix + text(ConstraintRegistry::transformTo, constraint));
    }
    assertEquals(String.join("\n", expected), String.join("\n", found));
  }

  private static String text(Function<Constraint, Transform> registry, Constraint constraint) {
    try {
      return registry.apply(constraint).toString();
    } catch (UnsupportedOperationException e) {
      return "null";
    }
  }

  private static Constraint constraint(String name) {
    Tensor bound = Torch.tensor(0.5f, 1.5f);
    return switch (name) {
      case "boolean" -> Constraints.bool;
      case "oneHot" -> Constraints.oneHot;
      case "nonnegativeInteger" -> Constraints.nonnegativeInteger;
      case "positiveInteger" -> Constraints.positiveInteger;
      case "integerInterval" -> Constraints.integerInterval(0, 3);
      case "multinomial" -> Constraints.multinomial(3);
      case "real" -> Constraints.real;
      case "realVector" -> Constraints.realVector;
      case "positive" -> Constraints.positive;
      case "nonnegative" -> Constraints.nonnegative;
      case "greaterThan" -> Constraints.greaterThan(-1.5);
      case "greaterThan tensor" -> Constraints.greaterThan(bound);
      case "greaterThanEq" -> Constraints.greaterThanEq(2.0);
      case "greaterThanEq tensor" -> Constraints.greaterThanEq(bound);
      case "lessThan" -> Constraints.lessThan(0.5);
      case "lessThan tensor" -> Constraints.lessThan(bound);
      case "unitInterval" -> Constraints.unitInterval;
      case "interval" -> Constraints.interval(-1.0, 3.0);
      case "interval tensor" -> Constraints.interval(bound, bound.add(1.0));
      case "halfOpenInterval" -> Constraints.halfOpenInterval(0.0, 1.0);
      case "halfOpenInterval tensor" -> Constraints.halfOpenInterval(bound, bound.add(1.0));
      default -> other(name);
    };
  }

  private static Constraint other(String name) {
    return switch (name) {
      case "simplex" -> Constraints.simplex;
      case "lowerTriangular" -> Constraints.lowerTriangular;
      case "lowerCholesky" -> Constraints.lowerCholesky;
      case "corrCholesky" -> Constraints.corrCholesky;
      case "square" -> Constraints.square;
      case "symmetric" -> Constraints.symmetric;
      case "positiveSemidefinite" -> Constraints.positiveSemidefinite;
      case "positiveDefinite" -> Constraints.positiveDefinite;
      case "independent" -> Constraints.independent(Constraints.interval(0.0, 2.0), 1);
      case "cat" -> Constraints.cat(List.of(Constraints.simplex, Constraints.positive), -1, 3, 1);
      case "stack" -> Constraints.stack(List.of(Constraints.real, Constraints.lessThan(1.0)), -1);
      default -> Constraints.stack(List.of(Constraints.real, Constraints.bool), -1);
    };
  }
}
