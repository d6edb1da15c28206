package torch4j.nn;

import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * What {@link Transformer} takes, with PyTorch's defaults.
 *
 * @param dModel the number of features
 * @param nhead the number of heads
 * @param numEncoderLayers the number of encoder layers
 * @param numDecoderLayers the number of decoder layers
 * @param customEncoder an encoder to be taken, or null for a new one
 * @param customDecoder a decoder to be taken, or null for a new one
 * @param layers the options of the layers
 */
public record TransformerOptions(
    long dModel,
    long nhead,
    long numEncoderLayers,
    long numDecoderLayers,
    TransformerEncoder customEncoder,
    TransformerDecoder customDecoder,
    TransformerLayerOptions layers) {
  /** PyTorch's defaults. */
  public static final TransformerOptions DEFAULT =
      new TransformerOptions(512, 8, 6, 6, null, null, TransformerLayerOptions.DEFAULT);

  /** Another number of features. */
  public TransformerOptions dModel(long dModel) {
    return new TransformerOptions(
        dModel, nhead, numEncoderLayers, numDecoderLayers, customEncoder, customDecoder, layers);
  }

  /** Another number of heads. */
  public TransformerOptions nhead(long nhead) {
    return new TransformerOptions(
        dModel, nhead, numEncoderLayers, numDecoderLayers, customEncoder, customDecoder, layers);
  }

  /** Another number of encoder layers. */
  public TransformerOptions numEncoderLayers(long numEncoderLayers) {
    return new TransformerOptions(
        dModel, nhead, numEncoderLayers, numDecoderLayers, customEncoder, customDecoder, layers);
  }

  /** Another number of decoder layers. */
  public TransformerOptions numDecoderLayers(long numDecoderLayers) {
    return new TransformerOptions(
        dModel, nhead, numEncoderLayers, numDecoderLayers, customEncoder, customDecoder, layers);
  }

  /** An encoder to be taken; null for a new one. */
  public TransformerOptions customEncoder(TransformerEncoder customEncoder) {
    return new TransformerOptions(
        dModel, nhead, numEncoderLayers, numDecoderLayers, customEncoder, customDecoder, layers);
  }

  /** A decoder to be taken; null for a new one. */
  public TransformerOptions customDecoder(TransformerDecoder customDecoder) {
    return new TransformerOptions(
        dModel, nhead, numEncoderLayers, numDecoderLayers, customEncoder, customDecoder, layers);
  }

  /** Other options of the layers. */
  public TransformerOptions layers(TransformerLayerOptions layers) {
    return new TransformerOptions(
        dModel, nhead, numEncoderLayers, numDecoderLayers, customEncoder, customDecoder, layers);
  }

  /** Another number of features between the two linear layers. */
  public TransformerOptions dimFeedforward(long dimFeedforward) {
    return layers(layers.dimFeedforward(dimFeedforward));
  }

  /** Another probability of dropping an element. */
  public TransformerOptions dropout(double dropout) {
    return layers(layers.dropout(dropout));
  }

  /** Another activation by its name. */
  public TransformerOptions activation(TransformerLayerOptions.Activation activation) {
    return layers(layers.activation(activation));
  }

  /** A module as activation, of which each layer gets a copy. */
  public TransformerOptions activation(Module activation) {
    return layers(layers.activation(activation));
  }

  /** A function as activation. */
  public TransformerOptions activation(UnaryOperator<Tensor> activation) {
    return layers(layers.activation(activation));
  }

  /** Another addend to the variance in the norms. */
  public TransformerOptions layerNormEps(double layerNormEps) {
    return layers(layers.layerNormEps(layerNormEps));
  }

  /** Whether tensors are {@code [N, L, E]} and not {@code [L, N, E]}. */
  public TransformerOptions batchFirst(boolean batchFirst) {
    return layers(layers.batchFirst(batchFirst));
  }

  /** Whether the norms stand first. */
  public TransformerOptions normFirst(boolean normFirst) {
    return layers(layers.normFirst(normFirst));
  }

  /** With or without biases. */
  public TransformerOptions bias(boolean bias) {
    return layers(layers.bias(bias));
  }
}
