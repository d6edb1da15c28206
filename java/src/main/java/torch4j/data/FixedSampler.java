package torch4j.data;

import java.util.Arrays;
import java.util.PrimitiveIterator;

/** Always the same indices. */
final class FixedSampler implements Sampler {
  private final long[] fixed;

  FixedSampler(long[] fixed) {
    this.fixed = fixed;
  }

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
