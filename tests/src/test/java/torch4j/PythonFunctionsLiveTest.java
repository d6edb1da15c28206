package torch4j;

import static torch4j.LiveCalls.number;
import static torch4j.LiveCalls.tensor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.testing.Golden;

/** Compares random calls of norm, cdist and uniqueConsecutive to Python's, errors too. */
final class PythonFunctionsLiveTest {
  @Test
  void calls_equalPython() {
    LiveCalls.compare("python_functions.py", 1200, PythonFunctionsLiveTest::call);
  }

  private static List<Tensor> call(JsonNode golden) {
    Tensor x = tensor(golden.get("x"));
    JsonNode dim = golden.get("dim");
    return switch (golden.get("call").asText()) {
      case "norm" -> List.of(norm(golden.get("sparse").asBoolean() ? x.toSparse() : x, golden));
      case "cdist" -> {
        double p = number(golden.get("p"));
        yield List.of(Torch.cdist(x, tensor(golden.get("y")), p, golden.get("mode").asText()));
      }
      default -> {
        boolean inverse = golden.get("inverse").asBoolean();
        boolean counts = golden.get("counts").asBoolean();
        UniqueCounts unique =
            dim.isNull()
                ? x.uniqueConsecutive(inverse, counts)
                : x.uniqueConsecutive(inverse, counts, dim.asLong());
        List<Tensor> results = new ArrayList<>(List.of(unique.output()));
        if (inverse) {
          results.add(unique.inverseIndices());
        }
        if (counts) {
          results.add(unique.counts());
        }
        yield results;
      }
    };
  }

  private static Tensor norm(Tensor x, JsonNode golden) {
    JsonNode dim = golden.get("dim");
    long[] dims = dim.isNull() ? null : Golden.longs(dim);
    DType dtype = LiveCalls.dtype(golden.get("dtype"));
    boolean keepdim = golden.get("keepdim").asBoolean();
    JsonNode p = golden.get("p");
    return p.isNumber() || p.asText().endsWith("inf")
        ? x.norm(number(p), dims, keepdim, dtype)
        : x.norm(p.asText(), dims, keepdim, dtype);
  }
}
