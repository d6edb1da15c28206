package torch4j.data;

import java.util.Arrays;

/** Samples that cannot become one batch; it knows their places in the batch. */
final class MismatchException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final String format;
  private final int[] places;

  /**
   * @param format the message, with {@code %s} for each sample
   * @param places the samples' places in the batch
   */
  MismatchException(String format, int... places) {
    super(message(format, "samples", Arrays.stream(places).asLongStream().toArray()));
    this.format = format;
    this.places = places;
  }

  /** The same with the samples' indices in the dataset. */
  DataLoaderException of(long[] indices) {
    long[] named = Arrays.stream(places).mapToLong(place -> indices[place]).toArray();
    return new DataLoaderException(message(format, "dataset", named), this);
  }

  private static String message(String format, String of, long[] places) {
    return String.format(
        format,
        Arrays.stream(places).mapToObj(place -> of + "[" + place + "]").toArray(Object[]::new));
  }
}
