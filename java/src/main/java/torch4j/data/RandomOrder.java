package torch4j.data;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.Torch;

/** Seeds and permutations as in {@code torch.utils.data}: the same seed gives the same values. */
final class RandomOrder {
  private RandomOrder() {}

  /** A seed from the default generator. */
  static long seed() {
    try (var scope = Torch.scope()) {
      return torch
          .empty(new long[0], new TensorOptions(ScalarType.Long), null)
          .random_()
          .item_long();
    }
  }

  /** A permutation of 0 to n-1 from the default generator. */
  static long[] permutation(long n) {
    try (var scope = Torch.scope()) {
      return toArray(torch.randperm(n));
    }
  }

  /** A permutation of 0 to n-1 from a generator with this seed. */
  static long[] permutation(long n, long seed) {
    try (var scope = Torch.scope()) {
      var generator = new GeneratorOptional(torch.createCPUGenerator(seed));
      return toArray(torch.randperm(n, generator, new TensorOptions(ScalarType.Long)));
    }
  }

  private static long[] toArray(Tensor tensor) {
    var values = new long[Math.toIntExact(tensor.numel())];
    if (values.length > 0) {
      tensor.data_ptr_long().get(values);
    }
    return values;
  }
}
