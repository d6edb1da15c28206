package torch4j.data;

import java.util.List;

/** Loads the samples of a map-style dataset by their indices. */
final class MapFetcher<S, B> extends Fetcher<B> {
  private final Dataset<S> dataset;
  private final Collate<? super S, ? extends B> collate;
  private final boolean batched;

  /**
   * @param collate null for batches of the samples' own type, which is {@code B} then
   * @param batched false for samples by themselves
   */
  MapFetcher(
      Dataset<S> dataset,
      Collate<? super S, ? extends B> collate,
      boolean batched,
      Transfer transfer) {
    super(transfer);
    this.dataset = dataset;
    this.collate = collate;
    this.batched = batched;
  }

  @Override
  boolean isIterable() {
    return false;
  }

  @Override
  B fetch(long[] indices) {
    try {
      return required(collate == null ? sameType(indices) : collated(indices));
    } catch (MismatchException e) {
      throw e.of(indices);
    } catch (DataLoaderException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new DataLoaderException(
          Samples.named(indices) + ": got " + e + ", expected a batch", e);
    }
  }

  @SuppressWarnings("unchecked") // without a collate function the loader's type is the dataset's
  private B sameType(long[] indices) {
    return (B) (batched ? dataset.getBatch(indices) : Samples.get(dataset, indices[0]));
  }

  private B collated(long[] indices) {
    List<S> samples =
        batched ? dataset.getItems(indices) : List.of(Samples.get(dataset, indices[0]));
    return Collated.by(collate, samples);
  }
}
