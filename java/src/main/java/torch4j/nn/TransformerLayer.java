package torch4j.nn;

import java.util.function.UnaryOperator;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/** The base class of the transformer layers: self-attention and the feedforward network. */
abstract class TransformerLayer extends Module {
  final transient TransformerLayerOptions options; // an activation that is a module is a child
  final MultiheadAttention selfAttn;
  final MultiheadAttention multiheadAttn;
  final Linear linear1;
  final Linear linear2;
  private final Dropout dropout;
  final LayerNorm[] norms;
  final Dropout[] dropouts;

  /** Registers the children in Python's order; a decoder layer has a third norm and dropout. */
  TransformerLayer(long dModel, long nhead, TransformerLayerOptions options, boolean decoder) {
    this.options = Require.nonNull(options, "options", "options");
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

  /** A layer normalization with these options. */
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

  /** A residual connection around a block, with the norm before the block or after the sum. */
  final Tensor residual(Tensor input, int norm, UnaryOperator<Tensor> block) {
    return options.normFirst()
        ? input.add(block.apply(norms[norm].call(input)))
        : norms[norm].call(input.add(block.apply(input)));
  }

  /** Attention without weights, followed by the dropout of this number. */
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

  /** The feedforward network, followed by the last dropout. */
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
        + TensorDescription.dtype(linear1.weight());
  }
}
