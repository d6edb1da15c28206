package torch4j.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.utils.rnn.PackedSequence;
import torch4j.nn.utils.rnn.Rnn;

/** Evaluates a case's expressions in Java: what NAMES in conformance.py is for Python. */
final class Inputs {
  private Inputs() {}

  /** An input that gets no gradient. */
  record Fixed(Tensor tensor) {}

  static Object value(Expression expression) {
    if (expression instanceof Expression.Literal literal) {
      return literal.value();
    }
    if (expression instanceof Expression.Sequence sequence) {
      return values(sequence.elements());
    }
    if (expression instanceof Expression.Dictionary dictionary) {
      return values(dictionary.entries());
    }
    if (expression instanceof Expression.Call call
        && call.function() instanceof Expression.Name name) {
      return call(name.name(), values(call.arguments()), values(call.named()));
    }
    throw new IllegalArgumentException("cannot evaluate " + expression);
  }

  // Lists may hold null, which List.copyOf refuses.
  static List<Object> values(List<Expression> expressions) {
    List<Object> values = new ArrayList<>();
    expressions.forEach(expression -> values.add(value(expression)));
    return values;
  }

  static Map<String, Object> values(Map<String, Expression> expressions) {
    Map<String, Object> values = new LinkedHashMap<>();
    expressions.forEach((name, expression) -> values.put(name, value(expression)));
    return values;
  }

  private static Object call(String name, List<Object> arguments, Map<String, Object> named) {
    if (name.startsWith("nn.") && name.endsWith("Options")) {
      return Reflection.options(name.substring(3), named);
    }
    if (name.startsWith("nn.") || name.startsWith("models.")) {
      return Reflection.module(name, arguments, named);
    }
    if (name.startsWith("F.")) {
      return Reflection.function(name.substring(2), arguments);
    }
    return switch (name) {
      case "randn" -> Torch.randn(shape(arguments));
      case "rand" -> Torch.rand(shape(arguments));
      case "zeros" -> Torch.zeros(shape(arguments));
      case "ones" -> Torch.ones(shape(arguments));
      case "randint" ->
          Tensor.wrap(
              torch.randint(
                  (Long) arguments.get(0), (Long) arguments.get(1), longs(arguments.get(2))));
      case "prob" -> Torch.rand(shape(arguments)).mul(0.9).add(0.05);
      case "signs" -> Torch.rand(shape(arguments)).gt(0.5).mul(2.0).sub(1.0);
      case "mask" -> Torch.rand(shape(arguments)).gt(0.7);
      case "causal" ->
          Tensor.wrap(torch.ones((Long) arguments.get(0), (Long) arguments.get(0))).triu(1).gt(0);
      case "tensor" -> tensor((List<?>) arguments.get(0));
      case "f64" -> ((Tensor) arguments.get(0)).to(DType.float64);
      case "complex64" -> ((Tensor) arguments.get(0)).to(DType.complex64);
      case "transposed" ->
          Tensor.wrap(
              ((Tensor) arguments.get(0))
                  .unwrap()
                  .transpose((Long) arguments.get(1), (Long) arguments.get(2)));
      case "fixed" -> new Fixed((Tensor) arguments.get(0));
      case "pack" -> pack(arguments);
      case "padding" ->
          Tensor.wrap(torch.arange(new Scalar((Long) arguments.get(0))))
              .ge(tensor((List<?>) arguments.get(1)).unsqueeze(1));
      default -> throw new IllegalArgumentException("unknown function " + name);
    };
  }

  private static PackedSequence pack(List<Object> arguments) {
    long[] lengths = longs(arguments.get(1));
    return Rnn.packPaddedSequence(
        (Tensor) arguments.get(0),
        Tensor.wrap(org.bytedeco.pytorch.Tensor.create(lengths, lengths.length)),
        arguments.size() > 2 && (Boolean) arguments.get(2),
        arguments.size() < 4 || (Boolean) arguments.get(3));
  }

  private static long[] shape(List<Object> arguments) {
    return longs(arguments.size() == 1 ? arguments.get(0) : arguments);
  }

  private static long[] longs(Object value) {
    return value instanceof Long number
        ? new long[] {number}
        : ((List<?>) value).stream().mapToLong(Long.class::cast).toArray();
  }

  private static Tensor tensor(List<?> values) {
    if (values.stream().allMatch(Long.class::isInstance)) {
      return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(longs(values), values.size()));
    }
    var floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = ((Number) values.get(i)).floatValue();
    }
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(floats, values.size()));
  }
}
