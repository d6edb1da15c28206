package torch4j.data;

import java.util.List;

/** A user's collate function at work. */
final class Collated {
  private Collated() {}

  /** What it makes of the samples. */
  @SuppressWarnings("unchecked") // a list that is only read may be one of a supertype
  static <S, B> B by(Collate<? super S, ? extends B> collate, List<S> samples) {
    return ((Collate<S, ? extends B>) collate).collate(samples);
  }
}
