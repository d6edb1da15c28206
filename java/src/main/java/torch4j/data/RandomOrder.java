package torch4j.data;

import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/** Seeds and permutations as in {@code torch.utils.data}: the same seed gives the same values. */
final class RandomOrder {
  private RandomOrder() {}

  /** A seed from the default generator. */
  static long seed() {
    try (var scope = Torch.scope()) {
      return Tensor.wrap(torch.empty(new long[0], new TensorOptions(DType.int64.unwrap()), null))
          .random_()
          .itemLong();
    }
  }

  /** A permutation of 0 to n-1 from the default generator. */
  static long[] permutation(long n) {
    try (var scope = Torch.scope()) {
      return toArray(Torch.randperm(n));
    }
  }

  /** A permutation of 0 to n-1 from a generator with this seed. */
  static long[] permutation(long n, long seed) {
    try (var scope = Torch.scope()) {
      var generator = new GeneratorOptional(torch.createCPUGenerator(seed));
      return toArray(
          Tensor.wrap(torch.randperm(n, generator, new TensorOptions(DType.int64.unwrap()))));
    }
  }

  private static long[] toArray(Tensor tensor) {
    var values = new long[Math.toIntExact(tensor.numel())];
    if (values.length > 0) {
      tensor.unwrap().data_ptr_long().get(values);
    }
    return values;
  }
}
