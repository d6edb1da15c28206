package torch4j.internal;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;

/** What may be left out, as the presets' operators take it: null becomes LibTorch's nullopt. */
public final class Optionals {
  private Optionals() {}

  /** A tensor or none. */
  public static TensorOptional of(Tensor tensor) {
    return tensor == null ? new TensorOptional() : new TensorOptional(tensor);
  }

  /** A number or none. */
  public static DoubleOptional of(Double value) {
    return value == null ? new DoubleOptional() : new DoubleOptional(value);
  }

  /** A whole number or none. */
  public static LongOptional of(Long value) {
    return value == null ? new LongOptional() : new LongOptional(value);
  }
}
