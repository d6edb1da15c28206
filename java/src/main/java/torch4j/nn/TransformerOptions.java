package torch4j.nn;

import java.util.function.UnaryOperator;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@link Transformer}, with PyTorch's defaults.
 *
 * @param dModel the number of expected features in the encoder and decoder inputs
 * @param nhead the number of heads in the multihead attention models
 * @param numEncoderLayers the number of sub-encoder-layers in the encoder
 * @param numDecoderLayers the number of sub-decoder-layers in the decoder
 * @param customEncoder a custom encoder, or null
 * @param customDecoder a custom decoder, or null
 * @param layers the options of the encoder and decoder layers
 */
@Withers
public record TransformerOptions(
    long dModel,
    long nhead,
    long numEncoderLayers,
    long numDecoderLayers,
    TransformerEncoder customEncoder,
    TransformerDecoder customDecoder,
    TransformerLayerOptions layers)
    implements TransformerOptionsWithers {
  /** PyTorch's defaults. */
  public static final TransformerOptions DEFAULT =
      new TransformerOptions(512, 8, 6, 6, null, null, TransformerLayerOptions.DEFAULT);

  /** Checks the values. */
  public TransformerOptions {
    Require.nonNull(layers, "layers", "options");
  }

  /** Returns a copy with this dimension of the feedforward network model. */
  public TransformerOptions dimFeedforward(long dimFeedforward) {
    return layers(layers.dimFeedforward(dimFeedforward));
  }

  /** Returns a copy with this dropout probability. */
  public TransformerOptions dropout(double dropout) {
    return layers(layers.dropout(dropout));
  }

  /** Returns a copy with this activation function. */
  public TransformerOptions activation(TransformerLayerOptions.Activation activation) {
    return layers(layers.activation(activation));
  }

  /** Returns a copy with a module as activation, of which each layer registers a copy. */
  public TransformerOptions activation(Module activation) {
    return layers(layers.activation(activation));
  }

  /** Returns a copy with a function as activation. */
  public TransformerOptions activation(UnaryOperator<Tensor> activation) {
    return layers(layers.activation(activation));
  }

  /** Returns a copy with this eps value in layer normalization. */
  public TransformerOptions layerNormEps(double layerNormEps) {
    return layers(layers.layerNormEps(layerNormEps));
  }

  /**
   * Returns a copy with the given choice whether tensors are {@code [N, L, E]} instead of {@code
   * [L, N, E]}.
   */
  public TransformerOptions batchFirst(boolean batchFirst) {
    return layers(layers.batchFirst(batchFirst));
  }

  /** Returns a copy with the given choice whether layer normalization is done first. */
  public TransformerOptions normFirst(boolean normFirst) {
    return layers(layers.normFirst(normFirst));
  }

  /** Returns a copy with or without additive biases. */
  public TransformerOptions bias(boolean bias) {
    return layers(layers.bias(bias));
  }
}
