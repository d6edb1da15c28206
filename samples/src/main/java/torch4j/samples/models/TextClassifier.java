package torch4j.samples.models;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Embedding;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.Parameter;
import torch4j.nn.TransformerEncoder;
import torch4j.nn.TransformerEncoderLayer;

/**
 * A Transformer encoder over tokens: {@code [N, length]} int64 to scores {@code [N, classes]},
 * through the mean over the positions.
 */
public final class TextClassifier extends Module {
  private static final long LONGEST = 256;
  private static final long HEADS = 8;

  private final Embedding tokens;
  private final Parameter positions;
  private final TransformerEncoder encoder;
  private final Linear head;

  /** A network of so many encoder layers over vectors of this width, a multiple of 8. */
  public TextClassifier(long vocabulary, long width, long layers, long classes) {
    tokens = new Embedding(vocabulary, width);
    positions = new Parameter(Torch.zeros(LONGEST, width));
    var options = TransformerEncoderLayer.options().dimFeedforward(4 * width).batchFirst(true);
    var layer = new TransformerEncoderLayer(width, HEADS, options);
    encoder = new TransformerEncoder(layer, layers);
    head = new Linear(width, classes);
  }

  @Override
  public Tensor forward(Tensor text) {
    Tensor x = tokens.call(text).add(positions.narrow(0, 0, text.size(1)));
    return head.call(encoder.call(x).mean(1));
  }
}
