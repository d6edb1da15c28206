package torch4j.samples.models;

import torch4j.Tensor;
import torch4j.nn.LSTM;
import torch4j.nn.Linear;
import torch4j.nn.Module;

/**
 * An LSTM over vectors, and scores from its last step: {@code [N, length, inputs]} to {@code [N,
 * classes]}.
 */
public final class LstmClassifier extends Module {
  private final LSTM lstm;
  private final Linear head;

  /** A network of this size. */
  public LstmClassifier(long inputs, long hidden, long classes) {
    lstm = new LSTM(inputs, hidden, LSTM.options().batchFirst(true));
    head = new Linear(hidden, classes);
  }

  @Override
  public Tensor forward(Tensor steps) {
    return head.call(lstm.call(steps).select(1, -1));
  }
}
