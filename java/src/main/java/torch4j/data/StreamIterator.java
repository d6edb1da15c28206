package torch4j.data;

import java.util.Iterator;
import java.util.stream.Stream;

/** The elements of a stream, which ends with them. */
final class StreamIterator<S> implements Iterator<S>, AutoCloseable {
  private final Stream<S> stream;
  private final Iterator<S> elements;

  StreamIterator(Stream<S> stream) {
    this.stream = stream;
    elements = stream.iterator();
  }

  @Override
  public boolean hasNext() {
    return elements.hasNext();
  }

  @Override
  public S next() {
    return elements.next();
  }

  @Override
  public void close() {
    stream.close();
  }
}
