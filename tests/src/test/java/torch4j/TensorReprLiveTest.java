package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * Compares the text of random tensors to Python's, to the character. {@code -Dtorch4j.repr="SEED
 * COUNT"} selects other cases.
 */
final class TensorReprLiveTest {
  private static final Map<String, UnaryOperator<Tensor>> ACTIONS =
      Map.ofEntries(
          Map.entry("requires_grad", x -> x.detach().requiresGrad_()),
          Map.entry("mul", x -> x.mul(2)),
          Map.entry("neg", Tensor::neg),
          Map.entry("clone", Tensor::clone),
          Map.entry("flat", x -> x.view(-1)),
          Map.entry("first", x -> x.select(0, 0)),
          Map.entry("transposed", x -> x.transpose(0, -1)),
          Map.entry("unsqueezed", x -> x.unsqueeze(1)),
          Map.entry("relu", Tensor::relu),
          Map.entry("expanded", x -> x.expand(with(4, x.shape()))),
          Map.entry("huge", x -> x.unsqueeze(0).expand(with(100_000_000_000L, x.shape()))),
          Map.entry("reversed", x -> x.flip(0)),
          Map.entry("conj", Tensor::conj),
          Map.entry("imag", x -> Tensor.wrap(torch.imag(x.unwrap()))),
          Map.entry("real", x -> Tensor.wrap(torch.real(x.unwrap()))),
          Map.entry("neg_view", x -> Tensor.wrap(x.unwrap()._neg_view())),
          Map.entry("sparse", Tensor::toSparse),
          Map.entry("sparse_rows", x -> x.toSparse(1)),
          Map.entry("sparse_csr", Tensor::toSparseCsr),
          Map.entry("sparse_csc", Tensor::toSparseCsc),
          Map.entry("sparse_bsr", x -> x.toSparseBsr(new long[] {2, 2})),
          Map.entry("meta", x -> x.to("meta")),
          Map.entry("added_in_place", x -> x.clone().mul_(2)),
          Map.entry("view_modified", TensorReprLiveTest::modified));

  @Test
  void randomTensors_printAsInPython() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/tensor_repr.py").toString();
    String[] seedAndCount = System.getProperty("torch4j.repr", "1 600").split(" ", 2);
    String lines =
        Programs.python(python.get(), script, seedAndCount[0], seedAndCount[1])
            .requireSuccess()
            .out();
    List<String> failures = new ArrayList<>();
    lines.lines().map(Golden::parse).forEach(golden -> compare(golden, failures));
    assertTrue(failures.isEmpty(), () -> failures.size() + " differ\n" + failures.get(0));
  }

  private static void compare(JsonNode golden, List<String> failures) {
    if (golden.has("error")) {
      return; // what Python cannot print is described; see TensorReprTest
    }
    try {
      assertEquals(golden.get("text").asText(), text(golden));
    } catch (AssertionError | RuntimeException e) {
      failures.add(e + "\n" + golden);
    }
  }

  private static String text(JsonNode golden) {
    PrintOptions before = Torch.getPrintOptions();
    var defaultBefore = torch.get_default_dtype_as_scalartype();
    try (var scope = Torch.scope()) {
      Tensor tensor = tensor(golden);
      for (JsonNode action : golden.get("actions")) {
        tensor = ACTIONS.get(action.asText()).apply(tensor);
      }
      Torch.setPrintOptions(options(golden.get("options")));
      setDefault(DType.valueOf(golden.get("default").asText()).unwrap());
      return tensor.toString();
    } finally {
      Torch.setPrintOptions(before);
      setDefault(defaultBefore);
    }
  }

  private static Tensor tensor(JsonNode golden) {
    DType dtype = DType.valueOf(golden.get("dtype").asText());
    long[] shape = Golden.longs(golden.get("shape"));
    byte[] data = Base64.getDecoder().decode(golden.get("data").asText());
    return data.length == 0
        ? Torch.zeros(shape, TensorOptions.options().dtype(dtype))
        : Tensor.wrap(org.bytedeco.pytorch.Tensor.create(data, data.length))
            .view(dtype)
            .reshape(shape);
  }

  private static PrintOptions options(JsonNode options) {
    double threshold = options.get("threshold").asDouble();
    JsonNode sciMode = options.get("sci_mode");
    return new PrintOptions(
        options.get("precision").asInt(),
        threshold < 0 ? Double.POSITIVE_INFINITY : threshold,
        options.get("edgeitems").asInt(),
        options.get("linewidth").asInt(),
        sciMode.isNull() ? null : sciMode.asBoolean());
  }

  private static void setDefault(torch.ScalarType dtype) {
    torch.set_default_dtype(torch.scalarTypeToTypeMeta(dtype));
  }

  private static Tensor modified(Tensor x) {
    Tensor base = x.clone();
    Tensor view = base.view(-1);
    base.mul_(2);
    return view;
  }

  private static long[] with(long first, long[] sizes) {
    return LongStream.concat(LongStream.of(first), LongStream.of(sizes)).toArray();
  }
}
