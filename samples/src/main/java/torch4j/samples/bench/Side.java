package torch4j.samples.bench;

import torch4j.samples.SampleException;

/** One language's side of a suite: runs blocks, one at a time, and is silent in between. */
interface Side extends AutoCloseable {
  /**
   * Runs one block.
   *
   * @throws SampleException if the side's process fails
   */
  Block run(Request request);

  @Override
  void close();
}
