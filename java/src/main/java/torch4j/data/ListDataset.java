package torch4j.data;

import java.util.List;

/** The elements of a list. */
record ListDataset<S>(List<S> samples) implements Dataset<S> {
  @Override
  public long size() {
    return samples.size();
  }

  @Override
  public S get(long index) {
    return samples.get(Math.toIntExact(Samples.checked(index, size())));
  }
}
