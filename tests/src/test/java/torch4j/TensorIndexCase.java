package torch4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** One case of tests/python/tensor_index.py, as torch4j has it. */
record TensorIndexCase(JsonNode golden) {
  // Python's words that name what Java does not have, or that LibTorch says of a size that it has
  // misread.
  private static final Map<String, String> OTHER_WORDS =
      Map.of(
          "invalid index of a 0-dim tensor", "invalid index of a 0-dim tensor",
          "with size 0", "invalid index of a 0-dim tensor",
          "is out of bounds for dimension", "Dimension out of range", // after a second ellipsis
          "not a sequence", "expected",
          "'list' object cannot be interpreted", "expected");

  void check() {
    Tensor x = tensor();
    if (golden.has("error")) {
      var refusal = assertThrows(RuntimeException.class, () -> act(x));
      assertTrue(isExplained(refusal.getMessage()), refusal::toString);
      assertEquals(expectedType(refusal.getMessage()), refusal.getClass(), refusal::toString);
    } else {
      act(x);
    }
    assertArrayEquals(numbers(golden.get("after")), numbers(x), "after");
  }

  private Class<?> expectedType(String message) {
    return golden.get("error").asText().equals("RuntimeError") && !message.startsWith("step: got")
        ? TorchException.class
        : IllegalArgumentException.class;
  }

  private boolean isExplained(String message) {
    String words = golden.get("message").asText().replaceAll("torch[.](\\w+)Tensor", "CPU$1Type");
    return message.contains(words)
        || message.startsWith("step: got") // refused when the range is made, before all else
        || OTHER_WORDS.entrySet().stream()
            .anyMatch(
                other -> words.contains(other.getKey()) && message.contains(other.getValue()));
  }

  private void act(Tensor x) {
    if (golden.has("value")) {
      Tensor same = write(x, golden.get("value"));
      assertTrue(same == x, "set returns another tensor");
      return;
    }
    Tensor result = read(x);
    JsonNode expected = golden.get("result");
    if (expected == null) {
      return;
    }
    assertEquals(expected.get("dtype").asText(), result.dtype().name());
    assertArrayEquals(longs(expected.get("shape")), result.shape(), "shape");
    assertArrayEquals(longs(expected.get("stride")), result.stride(), "stride");
    assertArrayEquals(numbers(expected.get("values")), numbers(result), "values");
    if (golden.get("filled").asBoolean()) {
      result.fill_(1);
    }
  }

  private Tensor read(Tensor x) {
    Object[] index = index();
    if (!golden.get("alone").asBoolean()) {
      return switch (index.length) {
        case 2 -> x.get(index[0], index[1]);
        case 3 -> x.get(index[0], index[1], index[2]);
        case 4 -> x.get(index[0], index[1], index[2], index[3]);
        default -> x.get(index);
      };
    }
    return index[0] instanceof Long number ? x.get(number.longValue()) : x.get(index[0]);
  }

  private Tensor write(Tensor x, JsonNode value) {
    Object[] index = index();
    Object place = golden.get("alone").asBoolean() ? index[0] : index;
    boolean two = place == index && index.length == 2;
    if (value.has("t")) {
      Tensor tensor = given(value.get("t"));
      return two ? x.set(tensor, index[0], index[1]) : x.set(tensor, place);
    }
    JsonNode number = value.get("i");
    if (number.isBoolean()) {
      boolean flag = number.asBoolean();
      return two ? x.set(flag, index[0], index[1]) : x.set(flag, place);
    }
    Number of = number.isIntegralNumber() ? (Number) number.asLong() : (Number) number.asDouble();
    return two ? x.set(of, index[0], index[1]) : x.set(of, place);
  }

  private Tensor tensor() {
    long[] shape = longs(golden.get("shape"));
    long count = 1;
    for (long size : shape) {
      count *= size;
    }
    Tensor numbers = Torch.arange(2, count + 2).reshape(shape);
    DType dtype = DType.valueOf(golden.get("dtype").asText());
    Tensor x = dtype == DType.bool ? numbers.remainder(2).eq(0) : numbers.to(dtype);
    return switch (golden.get("layout").asText()) {
      case "transposed" -> {
        var order = new long[shape.length];
        for (int i = 0; i < order.length; i++) {
          order[i] = order.length - 1L - i;
        }
        yield x.permute(order).contiguous().permute(order);
      }
      case "strided" -> Torch.stack(List.of(x, x), -1).select(-1, 0);
      case "expanded" -> {
        var expanded = new long[shape.length + 1];
        expanded[0] = 2;
        System.arraycopy(shape, 0, expanded, 1, shape.length);
        yield x.expand(expanded);
      }
      default -> x;
    };
  }

  private Object[] index() {
    return elements(golden.get("index")).stream().map(TensorIndexCase::item).toArray();
  }

  private static Object item(JsonNode item) {
    String kind = item.fieldNames().next();
    JsonNode content = item.get(kind);
    return switch (kind) {
      case "i" -> content.asLong();
      case "b" -> content.asBoolean();
      case "n" -> Index.newAxis();
      case "e" -> Index.ellipsis();
      case "s" -> range(content.get(0), content.get(1), content.get(2));
      case "t" -> given(content);
      case "l" -> list(content);
      default -> array(content);
    };
  }

  private static Index range(JsonNode start, JsonNode end, JsonNode step) {
    if (!start.isNull() && !end.isNull() && !step.isNull()) {
      return Index.range(start.asLong(), end.asLong(), step.asLong());
    }
    Index range;
    if (start.isNull()) {
      range = end.isNull() ? Index.all() : Index.to(end.asLong());
    } else {
      range = end.isNull() ? Index.from(start.asLong()) : Index.range(start.asLong(), end.asLong());
    }
    return step.isNull() ? range : range.step(step.asLong());
  }

  private static List<Object> list(JsonNode values) {
    return elements(values).stream()
        .map(value -> value.isArray() ? list(value) : leaf(value))
        .toList();
  }

  private static Object leaf(JsonNode value) {
    return value.isBoolean() ? (Object) value.asBoolean() : (Object) value.asInt();
  }

  private static Object array(JsonNode values) {
    if (values.size() > 0 && values.get(0).isArray()) {
      Object[] rows = elements(values).stream().map(TensorIndexCase::array).toArray();
      return rows[0] instanceof boolean[]
          ? List.of(rows).toArray(new boolean[0][])
          : List.of(rows).toArray(new long[0][]);
    }
    if (values.size() > 0 && values.get(0).isBoolean()) {
      var flags = new boolean[values.size()];
      for (int i = 0; i < flags.length; i++) {
        flags[i] = values.get(i).asBoolean();
      }
      return flags;
    }
    return longs(values);
  }

  private static Tensor given(JsonNode tensor) {
    double[] values =
        elements(tensor.get("values")).stream().mapToDouble(TensorIndexCase::number).toArray();
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, longs(tensor.get("shape"))))
        .to(DType.valueOf(tensor.get("dtype").asText()));
  }

  private static List<JsonNode> elements(JsonNode array) {
    return new ArrayList<>(StreamSupport.stream(array.spliterator(), false).toList());
  }

  private static long[] longs(JsonNode array) {
    return elements(array).stream().mapToLong(JsonNode::asLong).toArray();
  }

  private static double[] numbers(JsonNode array) {
    return elements(array).stream().mapToDouble(TensorIndexCase::number).toArray();
  }

  private static double number(JsonNode value) {
    if (value.isBoolean()) {
      return value.asBoolean() ? 1 : 0;
    }
    return switch (value.asText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> value.asDouble();
    };
  }

  static double[] numbers(Tensor tensor) {
    Tensor flat = tensor.detach().to(DType.float64).contiguous();
    var values = new double[Math.toIntExact(flat.numel())];
    if (values.length > 0) {
      flat.unwrap().data_ptr_double().get(values);
    }
    return values;
  }
}
