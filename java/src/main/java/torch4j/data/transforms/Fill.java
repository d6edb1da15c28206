package torch4j.data.transforms;

import java.util.Arrays;
import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;

/**
 * A pixel value: one number for all channels, or one for each.
 *
 * @param values one for all channels, or one for each
 */
public record Fill(List<Double> values) {
  /** Copies the list, which must not be empty. */
  public Fill {
    values = List.copyOf(Require.noNulls(values, "values", "a number"));
    if (values.isEmpty()) {
      throw new IllegalArgumentException("fill: got no number, expected one or more");
    }
  }

  /** One value for all channels, or one for each: {@code Fill.of(0)}, {@code Fill.of(1, 0, 0)}. */
  public static Fill of(double... values) {
    Require.nonNull(values, "values", "numbers");
    return new Fill(Arrays.stream(values).boxed().toList());
  }

  void requireFor(String name, long channels) {
    if (values.size() != 1 && values.size() != channels) {
      throw new IllegalArgumentException(
          name
              + ": got "
              + values.size()
              + " values, expected 1 or one for each of "
              + channels
              + " channels");
    }
  }

  /** The values as {@code [C, 1, 1]}. */
  Tensor tensor(DType dtype) {
    double[] numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
    return Torch.tensor(numbers).to(DType.float32).to(dtype).view(-1, 1, 1);
  }
}
