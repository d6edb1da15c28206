package torch4j.nn.fuzz;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/** Cases by name, and the tensors that they are made of. */
abstract class FuzzCases {
  /** Indices that a table of three rows has not, but for the first ones. */
  static final long[] INDICES = {
    2, 3, 100, 1L << 31, 1L << 40, Long.MAX_VALUE, -1, -4, -(1L << 40), Long.MIN_VALUE
  };

  /** Sizes that no layer has. The large ones are refused before memory is touched. */
  static final long[] SIZES = {0, 3, 100, 1L << 40, Long.MAX_VALUE, -1, -4, Long.MIN_VALUE};

  /** Numbers where others are expected between -1 and 1. */
  static final double[] NUMBERS = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e30, -1e30, 2, -2
  };

  private final Map<String, Supplier<Object>> cases = new LinkedHashMap<>();

  /** The cases, by name. */
  final Map<String, Supplier<Object>> all() {
    return cases;
  }

  final void add(String name, Supplier<Object> body) {
    if (cases.put(name, body) != null) {
      throw new IllegalArgumentException("name: got " + name + " twice");
    }
  }

  /** Random numbers that require gradients. */
  static Tensor random(long... shape) {
    return Torch.rand(shape).requiresGrad_(true);
  }

  static Tensor filled(double value, DType dtype, long... shape) {
    return Torch.full(shape, value).to(dtype).requiresGrad_(true);
  }

  static Tensor longs(long... values) {
    return Tensor.wrap(org.bytedeco.pytorch.Tensor.create(values, values.length));
  }

  static Tensor zeros(long... shape) {
    return Torch.zeros(shape).to(DType.int64);
  }

  /** The indices in each dtype that operators take, if they fit it. */
  static Tensor[] inDtypes(long... values) {
    Tensor longs = longs(values);
    boolean fit = Arrays.stream(values).allMatch(value -> value == (int) value);
    return fit ? new Tensor[] {longs, longs.to(DType.int32)} : new Tensor[] {longs};
  }
}
