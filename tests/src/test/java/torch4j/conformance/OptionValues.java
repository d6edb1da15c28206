package torch4j.conformance;

import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import torch4j.Device;
import torch4j.Generator;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.data.datasets.Column;
import torch4j.data.transforms.Fill;
import torch4j.data.transforms.Range;
import torch4j.nn.Linear;
import torch4j.nn.TransformerDecoder;
import torch4j.nn.TransformerDecoderLayer;
import torch4j.nn.TransformerEncoder;
import torch4j.nn.TransformerEncoderLayer;
import torch4j.nn.functional.Sizes;
import torch4j.optim.Muon;
import torch4j.optim.SGD;
import torch4j.optim.lr.StepLR;
import torch4j.serialization.SafeGlobals;
import torch4j.training.Schedule;

/** Values for the components of options records, to be tried until one is accepted. */
final class OptionValues {
  private static final List<?> INTEGERS = List.of(1, 2, 3, 4);
  private static final List<?> LONGS = List.of(1L, 2L, 3L);
  private static final List<?> DOUBLES = List.of(0.5, 0.25, 2.0, 3.0, -0.5);
  private static final List<?> BOOLEANS = List.of(true, false);

  private static final Map<String, List<?>> LISTS =
      Map.of(
          "java.lang.Double",
          List.of(List.of(0.5), List.of(0.5, 1.5)),
          "java.lang.Long",
          List.of(List.of(7L)),
          "java.lang.String",
          List.of(List.of("a")));

  private OptionValues() {}

  static List<?> of(RecordComponent component) {
    Class<?> type = component.getType();
    if (type.isEnum()) {
      return Arrays.asList(type.getEnumConstants());
    }
    if (type == List.class) {
      String list = component.getGenericType().getTypeName();
      String element = list.substring(list.indexOf('<') + 1, list.length() - 1);
      return LISTS.containsKey(element) ? LISTS.get(element) : List.of(List.of(element(element)));
    }
    List<?> plain =
        Map.<Class<?>, List<?>>ofEntries(
                Map.entry(int.class, INTEGERS),
                Map.entry(Integer.class, INTEGERS),
                Map.entry(long.class, LONGS),
                Map.entry(Long.class, LONGS),
                Map.entry(double.class, DOUBLES),
                Map.entry(Double.class, DOUBLES),
                Map.entry(boolean.class, BOOLEANS),
                Map.entry(Boolean.class, BOOLEANS),
                Map.entry(String.class, List.of("same", "aspect_ratio", "cuda")),
                Map.entry(Set.class, List.of(Set.of(SafeGlobals.NUMPY))),
                Map.entry(Sizes.class, List.of(Sizes.of(1), Sizes.of(2))),
                Map.entry(Map.class, List.of(Map.of("a", new byte[0]), Map.of("a", List.of("b")))),
                Map.entry(char.class, List.of(';')),
                Map.entry(Charset.class, List.of(StandardCharsets.ISO_8859_1)),
                Map.entry(Optional.class, List.of(Optional.of(true))),
                Map.entry(OptionalInt.class, List.of(OptionalInt.of(3))),
                Map.entry(OptionalLong.class, List.of(OptionalLong.of(3))),
                Map.entry(Duration.class, List.of(Duration.ofSeconds(3))),
                Map.entry(Clock.class, List.of(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC))),
                Map.entry(Fill.class, List.of(Fill.of(0.5))),
                Map.entry(Range.class, List.of(new Range(0.2, 0.3))),
                Map.entry(OptionalDouble.class, List.of(OptionalDouble.of(0.5))),
                Map.entry(Muon.Coefficients.class, List.of(new Muon.Coefficients(1, 2, 3))))
            .get(type);
    return plain == null ? List.of(object(type)) : plain;
  }

  private static Object element(String type) {
    try {
      return object(Class.forName(type));
    } catch (ClassNotFoundException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Object object(Class<?> type) {
    if (type == Generator.class) {
      return new Generator();
    }
    if (type == Column.class) {
      return Column.float32("c");
    }
    if (type == Schedule.class) {
      var optimizer = new SGD(new Linear(1, 1).parameters(), SGD.options());
      return Schedule.perStep(new StepLR(optimizer, 1));
    }
    if (type == Tensor.class) {
      return Torch.ones(1);
    }
    if (type == Device.class) {
      return Torch.device("cpu");
    }
    if (type == TransformerEncoder.class) {
      return new TransformerEncoder(new TransformerEncoderLayer(2, 1), 1);
    }
    if (type == TransformerDecoder.class) {
      return new TransformerDecoder(new TransformerDecoderLayer(2, 1), 1);
    }
    return function(type);
  }

  private static Object function(Class<?> type) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (proxy, method, arguments) ->
            switch (method.getName()) {
              case "equals" -> proxy == arguments[0];
              case "hashCode" -> System.identityHashCode(proxy);
              case "toString" -> "a " + type.getSimpleName();
              default -> null;
            });
  }
}
