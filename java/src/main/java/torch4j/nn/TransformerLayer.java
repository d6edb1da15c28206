package torch4j.nn;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Text;

/** What the layers of transformers share: self-attention, and two linear layers. */
abstract class TransformerLayer extends Module {
  final transient TransformerLayerOptions options; // its activation is a child, if it is a module
  final MultiheadAttention selfAttn;
  final MultiheadAttention multiheadAttn;
  final Linear linear1;
  final Linear linear2;
  private final Dropout dropout;
  final LayerNorm[] norms;
  final Dropout[] dropouts;

  /** The children in Python's order; a decoder has one norm and one dropout more. */
  TransformerLayer(long dModel, long nhead, TransformerLayerOptions options, boolean decoder) {
    this.options = options;
    selfAttn = register("self_attn", attention(dModel, nhead));
    multiheadAttn = decoder ? register("multihead_attn", attention(dModel, nhead)) : null;
    linear1 = register("linear1", new Linear(dModel, options.dimFeedforward(), options.bias()));
    dropout = register("dropout", new Dropout(options.dropout()));
    linear2 = register("linear2", new Linear(options.dimFeedforward(), dModel, options.bias()));
    norms = new LayerNorm[decoder ? 3 : 2];
    dropouts = new Dropout[norms.length];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = register("norm" + (i + 1), norm(dModel, options));
    }
    for (int i = 0; i < norms.length; i++) {
      dropouts[i] = register("dropout" + (i + 1), new Dropout(options.dropout()));
    }
    if (options.activation() instanceof TransformerLayerOptions.ModuleActivation own) {
      register("activation", own.module());
    }
  }

  /** A norm as the options say. */
  static LayerNorm norm(long dModel, TransformerLayerOptions options) {
    return new LayerNorm(dModel, options.layerNormEps(), true, options.bias());
  }

  private MultiheadAttention attention(long dModel, long nhead) {
    return new MultiheadAttention(
        dModel,
        nhead,
        MultiheadAttention.options()
            .dropout(options.dropout())
            .bias(options.bias())
            .batchFirst(options.batchFirst()));
  }

  /** A block's output added to its input, with the norm before the block or behind the sum. */
  final Tensor residual(Tensor input, int norm, UnaryOperator<Tensor> block) {
    return options.normFirst()
        ? input.add(block.apply(norms[norm].call(input)))
        : norms[norm].call(input.add(block.apply(input)));
  }

  /** Attention without weights, then the dropout of this number. */
  final Tensor attend(
      MultiheadAttention attention,
      Tensor query,
      Tensor memory,
      int number,
      MultiheadAttention.CallOptions call) {
    Tensor attended =
        attention.callWithWeights(query, memory, memory, call.needWeights(false)).output();
    return dropouts[number].call(attended);
  }

  /** The two linear layers, then the last dropout. */
  final Tensor feedForward(Tensor input) {
    Tensor between = linear1.call(input);
    Module own = registered().children().get("activation");
    Tensor activated = own == null ? options.activation().apply(between) : own.call(between);
    return dropouts[dropouts.length - 1].call(linear2.call(dropout.call(activated)));
  }

  @Override
  protected final String expectedInput() {
    String batch = options.batchFirst() ? "[N, L, " : "[L, N, ";
    return batch
        + selfAttn.embedDim
        + "] or [L, "
        + selfAttn.embedDim
        + "] "
        + Text.dtype(linear1.weight());
  }
}
