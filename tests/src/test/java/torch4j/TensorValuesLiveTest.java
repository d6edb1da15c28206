package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * Compares tensors of random values, and the values of random tensors, with Python's. {@code
 * -Dtorch4j.values="SEED COUNT"} selects other cases.
 */
final class TensorValuesLiveTest {
  @Test
  void randomCases_equalPython() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    String script = Programs.root().resolve("tests/python/tensor_values.py").toString();
    String[] seedAndCount = System.getProperty("torch4j.values", "1 1200").split(" ", 2);
    String lines =
        Programs.python(python.get(), script, seedAndCount[0], seedAndCount[1])
            .requireSuccess()
            .out();
    List<String> failures = new ArrayList<>();
    lines
        .lines()
        .forEach(
            line -> {
              try (var scope = Torch.scope()) {
                run(Golden.parse(line));
              } catch (AssertionError | RuntimeException e) {
                failures.add(e + "\n" + line);
              }
            });
    assertEquals("", String.join("\n", failures));
  }

  private static void run(JsonNode golden) {
    switch (golden.get("kind").asText()) {
      case "list" -> made(golden, () -> fromList(golden));
      case "array" -> made(golden, () -> Torch.tensor(array(golden), dtype(golden.get("dtype"))));
      case "complex" -> made(golden, () -> complex(golden));
      case "fill" -> made(golden, () -> filled(golden));
      default -> back(golden);
    }
  }

  private static void made(JsonNode golden, Supplier<Tensor> make) {
    if (golden.has("error")) {
      assertThrowsInHouseForm(make::get);
      return;
    }
    Tensor made = make.get();
    assertEquals(golden.get("got").asText(), made.dtype().name());
    assertArrayEquals(Golden.longs(golden.get("shape")), made.shape());
    Tensor real = made.isComplex() ? Torch.viewAsReal(made.detach().resolveConj()) : made;
    assertEquals(decoded(golden.get("flat")), real.reshape(-1).toList());
  }

  private static void assertThrowsInHouseForm(Executable action) {
    var refusal = assertThrows(RuntimeException.class, action);
    String message = refusal.getMessage();
    assertTrue(
        refusal instanceof IllegalArgumentException || refusal instanceof TorchException, message);
    assertTrue(message.matches("(?s)\\w+: .*got .+(, expected .+|; .+)"), message);
  }

  private static Tensor fromList(JsonNode golden) {
    Object values = decoded(golden.get("values"));
    DType dtype = dtype(golden.get("dtype"));
    if (dtype != null) {
      return Torch.tensor(values, dtype);
    } else if (values instanceof List<?> list) {
      return Torch.tensor(list);
    } else if (values instanceof Boolean truth) {
      return Torch.tensor((boolean) truth);
    }
    return values instanceof Long number
        ? Torch.tensor((long) number)
        : Torch.tensor((double) values);
  }

  private static DType dtype(JsonNode name) {
    return name.isNull() ? null : DType.valueOf(name.asText());
  }

  // Lists, booleans, longs, doubles; BigIntegers beyond long.
  private static Object decoded(JsonNode node) {
    if (node.isArray()) {
      List<Object> list = new ArrayList<>();
      node.forEach(element -> list.add(decoded(element)));
      return list;
    } else if (node.isBoolean()) {
      return node.asBoolean();
    } else if (node.isNumber()) {
      return node.canConvertToLong() ? (Object) node.asLong() : node.bigIntegerValue();
    }
    return node.isNull() ? null : text(node.asText());
  }

  private static Object text(String text) {
    return switch (text) {
      case "text" -> text;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.valueOf(text);
    };
  }

  private static Object array(JsonNode golden) {
    Class<?> type = primitive(golden.get("java").asText());
    for (int i = 1; i < golden.get("dimensions").asInt(); i++) {
      type = type.arrayType();
    }
    return array(golden.get("values"), type);
  }

  private static Class<?> primitive(String name) {
    return List.of(
            boolean.class,
            byte.class,
            short.class,
            int.class,
            long.class,
            float.class,
            double.class)
        .stream()
        .filter(type -> type.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Object array(JsonNode values, Class<?> element) {
    Object array = java.lang.reflect.Array.newInstance(element, values.size());
    for (int i = 0; i < values.size(); i++) {
      java.lang.reflect.Array.set(array, i, element(values.get(i), element));
    }
    return array;
  }

  private static Object element(JsonNode value, Class<?> type) {
    if (type.isArray()) {
      return array(value, type.getComponentType());
    } else if (type == boolean.class) {
      return value.asBoolean();
    } else if (type == float.class || type == double.class) {
      double number = (double) decoded(value);
      return type == float.class ? (Object) (float) number : (Object) number;
    }
    long number = value.asLong();
    return switch (type.getName()) {
      case "byte" -> (byte) number;
      case "short" -> (short) number;
      case "int" -> (int) number;
      default -> number;
    };
  }

  private static Tensor complex(JsonNode golden) {
    Tensor real = part(golden, 0, "real");
    Tensor imag = part(golden, 1, "imag");
    if (golden.get("grad").asBoolean() && real.isFloatingPoint()) {
      real.requiresGrad_();
    }
    return Torch.complex(real, imag);
  }

  private static Tensor part(JsonNode golden, int index, String name) {
    return Torch.tensor(decoded(golden.get(name)), DType.float64)
        .reshape(Golden.longs(golden.get("shapes").get(index)))
        .to(dtype(golden.get("dtypes").get(index)));
  }

  private static Tensor filled(JsonNode golden) {
    Tensor zeros = Torch.zeros(Golden.longs(golden.get("shape0")), dtype(golden.get("dtype")));
    Object value = decoded(golden.get("value"));
    return value instanceof Long number
        ? Torch.fill(zeros, (long) number)
        : Torch.fill(zeros, (double) value);
  }

  private static void back(JsonNode golden) {
    Tensor tensor = base(golden);
    for (JsonNode step : golden.get("steps")) {
      tensor = viewed(tensor, step.get(0).asText(), step);
    }
    assertArrayEquals(Golden.longs(golden.get("shape")), tensor.shape());
    if (tensor.dim() > 0) {
      assertEquals(decoded(golden.get("list")), tensor.toList());
    }
    assertArrayEquals(floats(golden.get("floats")), tensor.toFloatArray());
    assertArrayEquals(doubles(golden.get("doubles")), tensor.toDoubleArray());
    assertWhole(golden, tensor);
    if (!golden.get("item").isNull()) {
      assertEquals(decoded(golden.get("item")), tensor.item());
      assertEquals(doubles(golden.get("doubles"))[0], tensor.itemDouble());
      assertEquals(golden.get("truth").asBoolean(), tensor.itemBoolean());
    } else {
      assertThrowsInHouseForm(tensor::item);
    }
  }

  private static Tensor base(JsonNode golden) {
    DType dtype = dtype(golden.get("dtype"));
    long[] shape = Golden.longs(golden.get("base"));
    if (dtype != DType.uint64) {
      return Torch.tensor(decoded(golden.get("values")), dtype).reshape(shape);
    }
    List<Long> bits = new ArrayList<>();
    golden.get("values").forEach(value -> bits.add(value.bigIntegerValue().longValue()));
    return Torch.tensor(bits, DType.int64).reshape(shape).view(DType.uint64);
  }

  private static Tensor viewed(Tensor tensor, String kind, JsonNode step) {
    long first = step.path(1).asLong();
    return switch (kind) {
      case "transpose" -> tensor.transpose(first, step.get(2).asLong());
      case "narrow" -> tensor.narrow(first, step.get(2).asLong(), step.get(3).asLong());
      case "select" -> tensor.select(first, step.get(2).asLong());
      case "diagonal" -> tensor.diagonal(0, first, step.get(2).asLong());
      case "flip" -> tensor.flip(first);
      case "grad" -> tensor.detach().requiresGrad_();
      case "negated" -> Torch.complex(tensor, tensor).conj().imag();
      default -> expanded(tensor, first);
    };
  }

  private static Tensor expanded(Tensor tensor, long size) {
    long[] shape = tensor.shape();
    var larger = new long[shape.length + 1];
    larger[0] = size;
    System.arraycopy(shape, 0, larger, 1, shape.length);
    return tensor.unsqueeze(0).expand(larger);
  }

  private static void assertWhole(JsonNode golden, Tensor tensor) {
    wholeOrRefused(golden.get("longs"), tensor::toLongArray);
    wholeOrRefused(golden.get("ints"), tensor::toIntArray);
    wholeOrRefused(golden.get("shorts"), tensor::toShortArray);
    if (tensor.numel() == 1) {
      wholeOrRefused(golden.get("longs"), () -> new long[] {tensor.itemLong()});
      wholeOrRefused(golden.get("ints"), () -> new int[] {tensor.itemInt()});
    }
  }

  private static void wholeOrRefused(JsonNode expected, Supplier<Object> actual) {
    if (expected.isNull()) {
      assertThrowsInHouseForm(actual::get);
      return;
    }
    Object array = actual.get();
    long[] numbers = new long[java.lang.reflect.Array.getLength(array)];
    Arrays.setAll(numbers, i -> java.lang.reflect.Array.getLong(array, i));
    assertArrayEquals(Golden.longs(expected), numbers);
  }

  private static double[] doubles(JsonNode values) {
    var doubles = new double[values.size()];
    Arrays.setAll(doubles, i -> (double) decoded(values.get(i)));
    return doubles;
  }

  private static float[] floats(JsonNode values) {
    double[] doubles = doubles(values);
    var floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }
}
