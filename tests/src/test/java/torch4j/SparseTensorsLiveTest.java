package torch4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import torch4j.testing.Golden;

/** Compares random sparse tensors, valid and not, to Python's with {@code check_invariants}. */
final class SparseTensorsLiveTest {
  @Test
  void tensors_equalPython() {
    LiveCalls.compare("sparse_tensors.py", 1200, golden -> List.of(made(golden)));
  }

  private static Tensor made(JsonNode golden) {
    List<Tensor> indices = LiveCalls.tensors(golden.get("indices"));
    Tensor values = LiveCalls.tensor(golden.get("values"));
    long[] size = golden.get("size").isNull() ? null : Golden.longs(golden.get("size"));
    boolean requiresGrad = golden.get("requires_grad").asBoolean();
    TensorOptions options =
        TensorOptions.options()
            .dtype(LiveCalls.dtype(golden.get("dtype")))
            .requiresGrad(requiresGrad);
    Tensor first = indices.get(0);
    Tensor second = indices.get(indices.size() - 1);
    String layout = golden.get("layout").asText();
    boolean byLayout = golden.path("by_layout").asBoolean();
    Tensor made =
        switch (layout) {
          case "sparse_coo" ->
              Torch.sparseCooTensor(
                  first,
                  values,
                  size,
                  options,
                  LiveCalls.booleanOrNull(golden.get("is_coalesced")));
          case "sparse_csr" ->
              byLayout
                  ? byLayout(Layout.sparseCsr, first, second, values, size, options)
                  : Torch.sparseCsrTensor(first, second, values, size, options);
          case "sparse_csc" ->
              byLayout
                  ? byLayout(Layout.sparseCsc, first, second, values, size, options)
                  : Torch.sparseCscTensor(first, second, values, size, options);
          case "sparse_bsr" ->
              byLayout
                  ? byLayout(Layout.sparseBsr, first, second, values, size, options)
                  : Torch.sparseBsrTensor(first, second, values, size, options);
          default ->
              byLayout
                  ? byLayout(Layout.sparseBsc, first, second, values, size, options)
                  : Torch.sparseBscTensor(first, second, values, size, options);
        };
    assertEquals(requiresGrad, made.requiresGrad());
    return made.detach();
  }

  private static Tensor byLayout(
      Layout layout,
      Tensor first,
      Tensor second,
      Tensor values,
      long[] size,
      TensorOptions options) {
    return Torch.sparseCompressedTensor(first, second, values, size, options.layout(layout));
  }
}
