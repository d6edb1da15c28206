package torch4j.autograd;

import java.util.function.Function;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;
import torch4j.internal.graph.SavedTensorPacking;

/** A program's hooks for saved tensors. */
final class SavedTensorsHooks implements SavedTensorPacking {
  private final Function<Tensor, Object> pack;
  private final Function<Object, Tensor> unpack;

  SavedTensorsHooks(Function<Tensor, Object> pack, Function<Object, Tensor> unpack) {
    this.pack = pack;
    this.unpack = unpack;
  }

  /** A tensor that was packed: another handle, which outlives the scope of the forward pass. */
  private record Saved(Tensor tensor) {}

  @Override
  public Object pack(org.bytedeco.pytorch.Tensor tensor) {
    Object packed = pack.apply(Tensor.wrap(tensor));
    return packed instanceof Tensor kept ? new Saved(Tensor.wrap(copy(kept))) : packed;
  }

  @Override
  public org.bytedeco.pytorch.Tensor unpack(Object packed) {
    Tensor tensor = unpack.apply(packed instanceof Saved saved ? saved.tensor : packed);
    return copy(Require.nonNull(tensor, "unpack", "a tensor"));
  }

  @Override
  public void release(Object packed) {
    if (packed instanceof Saved saved) {
      saved.tensor.close();
    }
  }

  private static org.bytedeco.pytorch.Tensor copy(Tensor tensor) {
    return Unscoped.make(() -> new org.bytedeco.pytorch.Tensor(tensor.unwrap()));
  }
}
