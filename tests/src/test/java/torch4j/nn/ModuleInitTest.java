package torch4j.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Tensors;

/** From one seed, layers begin with the very numbers that they have in Python. */
final class ModuleInitTest {
  @Test
  void newLayers_haveThePythonNamesOrderAndValues() {
    JsonNode golden = Golden.read("init");
    Torch.manualSeed(golden.get("seed").asLong());
    var layers =
        List.of(new Linear(3, 4), new Conv2d(2, 3, 3), new BatchNorm2d(3), new Linear(4, 2, false));
    for (int i = 0; i < layers.size(); i++) {
      JsonNode layer = golden.get("layers").get(i);
      Map<String, Tensor> state = new LinkedHashMap<>(layers.get(i).namedParameters());
      state.putAll(layers.get(i).namedBuffers());
      List<String> names = new ArrayList<>();
      layer.get("state").fieldNames().forEachRemaining(names::add);
      assertEquals(names, List.copyOf(state.keySet()), layer.get("layer").asText());
      state.forEach(
          (name, tensor) ->
              Tensors.assertSame(
                  Golden.tensor(layer.get("state").get(name)),
                  tensor,
                  layer.get("layer").asText() + "." + name));
    }
  }
}
