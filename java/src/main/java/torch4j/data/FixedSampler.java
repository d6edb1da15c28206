package torch4j.data;

import java.util.Arrays;
import java.util.PrimitiveIterator;

/** Always the same indices. */
record FixedSampler(long[] fixed) implements Sampler {
  @Override
  public PrimitiveIterator.OfLong iterator() {
    return Arrays.stream(fixed).iterator();
  }

  @Override
  public long size() {
    return fixed.length;
  }

  @Override
  public String toString() {
    return "Sampler.of(" + fixed.length + " indices)";
  }
}
