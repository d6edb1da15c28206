package torch4j.data;

import java.util.function.LongFunction;

/** Samples that a function makes. */
record FunctionDataset<S>(long size, LongFunction<? extends S> sample) implements Dataset<S> {
  FunctionDataset {
    if (size < 0) {
      throw new IllegalArgumentException("size: got " + size + ", expected >= 0");
    }
  }

  @Override
  public S get(long index) {
    return sample.apply(Samples.checked(index, size));
  }
}
