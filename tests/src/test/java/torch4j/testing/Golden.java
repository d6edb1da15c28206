package torch4j.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import torch4j.Tensor;
import torch4j.Torch;

/** Files of numbers that Python PyTorch computed; tests/python/README.md describes them. */
public final class Golden {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Golden() {}

  /** The golden file of this name, without its ending. */
  public static JsonNode read(String name) {
    try (var in = Golden.class.getResourceAsStream("/golden/" + name + ".json")) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** JSON text. */
  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A tensor of a golden file. */
  public static Tensor tensor(JsonNode node) {
    Torch.init();
    long[] shape = longs(node.get("shape"));
    JsonNode values = node.get("values");
    return switch (node.get("dtype").asText()) {
      case "float32" -> Tensor.wrap(org.bytedeco.pytorch.Tensor.create(floats(values), shape));
      case "float64" -> Tensor.wrap(org.bytedeco.pytorch.Tensor.create(doubles(values), shape));
      case "int64" -> Tensor.wrap(org.bytedeco.pytorch.Tensor.create(longs(values), shape));
      default -> throw new IllegalArgumentException("dtype: got " + node.get("dtype"));
    };
  }

  /** An array of numbers. */
  public static double[] doubles(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  /** An array of whole numbers. */
  public static long[] longs(JsonNode node) {
    return StreamSupport.stream(node.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  private static float[] floats(JsonNode node) {
    double[] doubles = doubles(node);
    var floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  /** The names of cases, in the file's order. */
  public static Stream<String> names(JsonNode cases) {
    return StreamSupport.stream(cases.spliterator(), false).map(node -> node.get("name").asText());
  }

  /** The case of this name. */
  public static JsonNode named(JsonNode cases, String name) {
    return StreamSupport.stream(cases.spliterator(), false)
        .filter(node -> node.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
