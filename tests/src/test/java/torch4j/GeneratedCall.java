package torch4j;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.global.torch;

/**
 * One call of {@link GeneratedCallsTest}: an overload, its arguments, and what Python made of it.
 */
final class GeneratedCall {
  // Sums in another order, functions of another library: relative to the largest number.
  private static final double TOLERANCE = 2e-5;

  static {
    Torch.init(); // before the first use of the presets
  }

  private final JsonNode overload;
  private final JsonNode drawn;

  GeneratedCall(JsonNode overload, JsonNode drawn) {
    this.overload = overload;
    this.drawn = drawn;
  }

  /** Calls it. */
  Object run() {
    List<Object> arguments = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>();
    JsonNode given = drawn.get("arguments");
    int first = overload.get("module").asText().equals("Tensor") ? 1 : 0;
    Object owner = first == 1 ? tensor(given.get(0)) : null;
    for (JsonNode parameter : overload.get("parameters")) {
      String form = parameter.get("form").asText();
      types.add(type(form));
      arguments.add(value(form, given.get(first + arguments.size())));
    }
    if (!overload.get("factory").asText().isEmpty()) {
      String form = overload.get("factory").asText();
      types.add(type(form));
      DType dtype = DType.valueOf(given.get(first + arguments.size()).get("dtype_of").asText());
      arguments.add(form.equals("DType") ? dtype : TensorOptions.options().dtype(dtype));
    }
    torch.manual_seed(3);
    try {
      return method(types).invoke(owner, arguments.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(this + " threw", e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private Method method(List<Class<?>> types) {
    try {
      Class<?> owner = Class.forName("torch4j." + overload.get("class").asText());
      return owner.getMethod(overload.get("java").asText(), types.toArray(Class<?>[]::new));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(this + " is not there", e);
    }
  }

  private static Class<?> type(String form) {
    return switch (form) {
      case "Tensor" -> Tensor.class;
      case "List<Tensor>" -> List.class;
      case "long" -> long.class;
      case "Long" -> Long.class;
      case "double" -> double.class;
      case "Double" -> Double.class;
      case "Number" -> Number.class;
      case "boolean" -> boolean.class;
      case "String" -> String.class;
      case "long[]" -> long[].class;
      case "DType" -> DType.class;
      case "TensorOptions" -> TensorOptions.class;
      case "MemoryFormat" -> MemoryFormat.class;
      case "Layout" -> Layout.class;
      case "Device" -> Device.class;
      case "Generator" -> Generator.class;
      default -> throw new AssertionError(form);
    };
  }

  private static Object value(String form, JsonNode node) {
    return switch (form) {
      case "Tensor" -> tensor(node);
      case "List<Tensor>" -> {
        List<Tensor> tensors = new ArrayList<>();
        node.get("list").forEach(each -> tensors.add(tensor(each)));
        yield tensors;
      }
      case "long", "Long" -> node.get("value").asLong();
      case "double", "Double", "Number" -> node.get("value").asDouble();
      case "boolean" -> node.get("value").asBoolean();
      case "String" -> node.get("value").asText();
      case "long[]" -> longs(node.get("value"));
      case "DType" -> DType.valueOf(node.get("dtype_of").asText());
      case "MemoryFormat" -> MemoryFormat.valueOf(node.get(form).asText());
      case "Layout" -> Layout.valueOf(node.get(form).asText());
      case "Device" -> Device.of(node.get(form).asText());
      case "Generator" -> new Generator().manualSeed(node.get("seed").asLong());
      default -> throw new AssertionError(form);
    };
  }

  private static long[] longs(JsonNode node) {
    var longs = new long[node.size()];
    Arrays.setAll(longs, i -> node.get(i).asLong());
    return longs;
  }

  private static Tensor tensor(JsonNode node) {
    DType dtype = DType.valueOf(node.get("dtype").asText());
    long[] shape = longs(node.get("shape"));
    long[] stored = shape;
    if (dtype.isComplex()) {
      stored = Arrays.copyOf(shape, shape.length + 1);
      stored[shape.length] = 2;
    }
    double[] values = doubles(node.get("values"));
    var raw = torch.empty(new long[] {values.length}).to(DType.float64.unwrap());
    if (values.length > 0) {
      raw.data_ptr_double().put(values);
    }
    raw = raw.reshape(stored);
    if (dtype.isComplex()) {
      var parts = raw.to((dtype == DType.complex64 ? DType.float32 : DType.float64).unwrap());
      return Tensor.wrap(torch.view_as_complex(parts).clone()); // no view: detach_ refuses it
    }
    return Tensor.wrap(raw.to(dtype.unwrap()));
  }

  private static double[] doubles(JsonNode node) {
    var doubles = new double[node.size()];
    Arrays.setAll(doubles, i -> number(node.get(i)));
    return doubles;
  }

  private static double number(JsonNode node) {
    return switch (node.asText()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> node.asDouble();
    };
  }

  /** How a result differs from Python's; empty if it does not. */
  static String difference(JsonNode drawn, Object result) {
    JsonNode expected = drawn.get("result");
    List<Object> parts = new ArrayList<>();
    flatten(result, parts);
    if (parts.size() != expected.size()) {
      return parts.size() + " results, Python: " + expected.size();
    }
    for (int i = 0; i < parts.size(); i++) {
      String difference =
          difference(expected.get(i), parts.get(i), drawn.get("only_shape").asBoolean());
      if (!difference.isEmpty()) {
        return "result " + i + ": " + difference;
      }
    }
    return "";
  }

  private static void flatten(Object result, List<Object> parts) {
    if (result instanceof List<?> list) {
      list.forEach(each -> flatten(each, parts));
    } else if (result instanceof Record && !(result instanceof Device)) {
      for (RecordComponent component : result.getClass().getRecordComponents()) {
        try {
          flatten(component.getAccessor().invoke(result), parts);
        } catch (ReflectiveOperationException e) {
          throw new LinkageError(component + " cannot be read", e);
        }
      }
    } else {
      parts.add(result == null ? "null" : result);
    }
  }

  private static String difference(JsonNode expected, Object part, boolean onlyShape) {
    if (part instanceof DType dtype) {
      return expected.path("dtype_of").asText().equals(dtype.name()) ? "" : dtype.toString();
    }
    if (!(part instanceof Tensor tensor)) {
      String python = expected.path("value").asText();
      return python.equals(part.toString())
              || (part instanceof Number n && n.doubleValue() == expected.path("value").asDouble())
          ? ""
          : part + ", Python: " + python;
    }
    String shape = tensor.dtype().name() + " " + Arrays.toString(tensor.shape());
    String python =
        expected.path("dtype").asText() + " " + Arrays.toString(longs(expected.path("shape")));
    if (!shape.equals(python)) {
      return shape + ", Python: " + python;
    }
    return onlyShape ? "" : difference(doubles(expected.get("values")), numbers(tensor));
  }

  private static String difference(double[] expected, double[] numbers) {
    double scale = 0.01; // what is smaller where all is around 0 is rounding
    for (double each : expected) {
      scale = Double.isFinite(each) ? Math.max(scale, Math.abs(each)) : scale;
    }
    for (int i = 0; i < expected.length; i++) {
      boolean same =
          Double.compare(expected[i], numbers[i]) == 0
              || expected[i] == numbers[i]
              || Math.abs(expected[i] - numbers[i]) <= TOLERANCE * scale;
      if (!same) {
        return "element " + i + ": " + numbers[i] + ", Python: " + expected[i];
      }
    }
    return "";
  }

  private static double[] numbers(Tensor tensor) {
    var raw = tensor.unwrap().detach();
    raw = raw.layout().value == torch.Layout.Strided.value ? raw : raw.to_dense();
    raw = raw.resolve_conj().resolve_neg();
    raw = raw.is_complex() ? torch.view_as_real(raw) : raw;
    raw = raw.to(DType.float64.unwrap()).contiguous();
    var numbers = new double[Math.toIntExact(raw.numel())];
    if (numbers.length > 0) {
      raw.data_ptr_double().get(numbers);
    }
    return numbers;
  }

  @Override
  public String toString() {
    return overload.get("class").asText()
        + "."
        + overload.get("java").asText()
        + drawn.get("arguments");
  }
}
