package torch4j.data.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torch4j.DType;
import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Golden;
import torch4j.testing.Programs;
import torch4j.testing.Tensors;

/**
 * Every transform against torchvision's: the same images, the same random numbers afterwards. Two
 * builds of LibTorch differ in float32's last bits. {@code -Dtorch4j.transforms.seeds=N} runs more
 * seeds.
 */
final class TransformsLiveTest {
  private static final double TOLERANCE = 2e-6;

  @Test
  void transforms_equalTorchvision() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/transforms.py").toString();
    String seeds = System.getProperty("torch4j.transforms.seeds", "2");
    List<String> lines =
        Programs.python(python.get(), script, seeds).requireSuccess().out().lines().toList();
    assumeTrue(!lines.get(0).equals("no torchvision"), "the reference has no torchvision");
    List<String> failures = new ArrayList<>();
    Set<String> names = new TreeSet<>();
    for (String line : lines) {
      JsonNode expected = Golden.parse(line);
      names.add(expected.get("name").asText());
      try (var scope = Torch.scope()) {
        check(expected, null);
        check(expected, new Generator());
      } catch (AssertionError | RuntimeException e) {
        failures.add(what(expected) + ": " + e);
      }
    }
    assertEquals(TransformTable.IMAGES.size() + TransformTable.BATCHES.size(), names.size());
    assertEquals("", String.join("\n", failures));
  }

  private static String what(JsonNode line) {
    return "%s, seed %s, %s %s"
        .formatted(line.get("name"), line.get("seed"), line.get("shape"), line.get("dtype"));
  }

  // With a generator of its own, a transform leaves the default generator alone.
  private static void check(JsonNode expected, Generator generator) {
    long[] shape = Golden.longs(expected.get("shape"));
    String name = expected.get("name").asText();
    boolean isBatch = TransformTable.BATCHES.containsKey(name);
    if (isBatch && generator != null) {
      return;
    }
    Tensor image = image(shape, expected.get("dtype").asText());
    Tensor before = image.clone();
    long seed = expected.get("seed").asLong();
    if (generator == null) {
      Torch.manualSeed(seed);
    } else {
      generator.manualSeed(seed);
    }
    if (expected.has("error")) {
      try {
        TransformTable.IMAGES.get(name).get().apply(image, generator);
      } catch (IllegalArgumentException e) {
        return;
      }
      throw new AssertionError("expected " + expected.get("error"));
    }
    if (isBatch) {
      var mixed = TransformTable.BATCHES.get(name).get().apply(image, Torch.tensor(0, 3, 4, 1));
      compare(expected.get("out").get(0), mixed.images(), "images");
      compare(expected.get("out").get(1), mixed.labels(), "labels");
    } else {
      Tensor result = TransformTable.IMAGES.get(name).get().apply(image, generator);
      compare(expected.get("out").get(0), result, "result");
    }
    Tensor next = Torch.rand(new long[] {1}, generator);
    assertEquals(expected.get("next").asDouble(), next.itemDouble(), "next random number");
    Tensors.assertSame(before, image, "input");
  }

  private static Tensor image(long[] shape, String dtype) {
    Torch.manualSeed(7);
    return dtype.equals("uint8") ? Torch.randint(256, shape, DType.uint8) : Torch.rand(shape);
  }

  private static void compare(JsonNode expected, Tensor result, String what) {
    assertArrayEquals(Golden.longs(expected.get("shape")), result.shape(), what + ": shape");
    assertEquals(expected.get("dtype").asText(), result.dtype().name(), what + ": dtype");
    byte[] bytes = Base64.getDecoder().decode(expected.get("bytes").asText());
    Tensor wanted =
        Torch.tensor(ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()), result.dtype());
    Tensor difference = result.reshape(-1).to(DType.float64).sub(wanted.to(DType.float64)).abs();
    double most = difference.numel() == 0 ? 0 : difference.max().itemDouble();
    double allowed = result.dtype().isFloatingPoint() ? TOLERANCE : 0;
    assertTrue(most <= allowed, () -> what + ": differs by " + most);
  }
}
