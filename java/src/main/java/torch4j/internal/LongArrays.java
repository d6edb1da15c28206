package torch4j.internal;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.Torch;

/** The elements of integral tensors as arrays, for checks that LibTorch does not do. */
public final class LongArrays {
  private LongArrays() {}

  /** All elements, in order. */
  public static long[] of(Tensor tensor) {
    try (var scope = Torch.scope()) {
      Tensor longs = tensor.cpu().to(ScalarType.Long).contiguous();
      var values = new long[Math.toIntExact(longs.numel())];
      if (values.length > 0) {
        longs.data_ptr_long().get(values);
      }
      return values;
    }
  }
}
