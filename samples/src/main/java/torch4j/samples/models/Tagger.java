package torch4j.samples.models;

import torch4j.Tensor;
import torch4j.nn.Embedding;
import torch4j.nn.LSTM;
import torch4j.nn.Linear;
import torch4j.nn.Module;

/**
 * A bidirectional LSTM that gives each token a tag: {@code [N, length]} int64 to scores {@code [N,
 * length, tags]}.
 */
public final class Tagger extends Module {
  private final Embedding tokens;
  private final LSTM lstm;
  private final Linear head;

  /** A network for so many tokens and tags. */
  public Tagger(long vocabulary, long width, long hidden, long tags) {
    tokens = new Embedding(vocabulary, width);
    lstm =
        new LSTM(width, hidden, LSTM.options().numLayers(2).batchFirst(true).bidirectional(true));
    head = new Linear(2 * hidden, tags);
  }

  @Override
  public Tensor forward(Tensor text) {
    return head.call(lstm.call(tokens.call(text)));
  }
}
