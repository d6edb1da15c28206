package torch4j.data.datasets;

import java.util.Iterator;
import java.util.NoSuchElementException;
import torch4j.data.Batch;
import torch4j.data.WorkerInfo;

/**
 * Rows that are read one by one; of several workers, each takes every so many-th. Closing it frees
 * the file or the connection, as its end does.
 */
public abstract class Rows implements Iterator<Batch>, AutoCloseable {
  private final int step;
  private int skip;
  private Batch next;
  private boolean ended;

  Rows() {
    WorkerInfo worker = WorkerInfo.current();
    step = worker == null ? 1 : worker.numWorkers();
    skip = worker == null ? 0 : worker.id();
  }

  /** Reads the next row; false if there is none. */
  abstract boolean advance();

  /** The values of the row that was read last. */
  abstract Batch row();

  /** Closes what is read from, once or several times. */
  abstract void free();

  @Override
  public final void close() {
    ended = true;
    next = null;
    free();
  }

  @Override
  public final boolean hasNext() {
    while (next == null && !ended) {
      ended = true; // if it throws
      if (!advance()) {
        free();
        return false;
      }
      ended = false;
      Batch row = row();
      if (skip > 0) {
        skip--;
      } else {
        next = row;
        skip = step - 1;
      }
    }
    return next != null;
  }

  @Override
  public final Batch next() {
    if (!hasNext()) {
      throw new NoSuchElementException(
          "row: got none after the last, expected a call of hasNext()");
    }
    Batch row = next;
    next = null;
    return row;
  }
}
