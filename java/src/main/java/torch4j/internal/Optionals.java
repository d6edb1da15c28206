package torch4j.internal;

import java.util.List;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import torch4j.Tensor;

/** Optional arguments of the presets' operators: null becomes {@code std::nullopt}. */
public final class Optionals {
  private Optionals() {}

  /** A tensor or none. */
  public static TensorOptional of(Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor.unwrap());
  }

  /** The presets' vector of these tensors. */
  public static TensorVector vector(List<Tensor> tensors) {
    return new TensorVector(
        tensors.stream().map(Tensor::unwrap).toArray(org.bytedeco.pytorch.Tensor[]::new));
  }

  /** A floating-point number or none. */
  public static DoubleOptional of(Double value) {
    return value == null ? new DoubleOptional() : new DoubleOptional(value);
  }

  /** An integer or none. */
  public static LongOptional of(Long value) {
    return value == null ? new LongOptional() : new LongOptional(value);
  }
}
