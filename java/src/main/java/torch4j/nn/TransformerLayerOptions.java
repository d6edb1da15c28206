package torch4j.nn;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What {@link TransformerEncoderLayer} and {@link TransformerDecoderLayer} take beside their sizes,
 * with PyTorch's defaults.
 *
 * @param dimFeedforward the features between the two linear layers
 * @param dropout the probability of dropping an element
 * @param activation what stands between the two linear layers
 * @param layerNormEps added to the variance in the norms
 * @param batchFirst whether the batch is a tensor's first dimension, and not the second
 * @param normFirst whether the norms stand before attention and linear layers, and not behind them
 * @param bias whether linear layers, attention and norms have biases
 */
public record TransformerLayerOptions(
    long dimFeedforward,
    double dropout,
    UnaryOperator<Tensor> activation,
    double layerNormEps,
    boolean batchFirst,
    boolean normFirst,
    boolean bias) {
  /** The activations that have a name. */
  public enum Activation implements UnaryOperator<Tensor> {
    /** {@code max(0, x)}. */
    RELU,
    /** The Gaussian error linear unit. */
    GELU;

    @Override
    public Tensor apply(Tensor input) {
      return this == RELU ? torch.relu(input) : torch.gelu(input);
    }

    /** As Python names it: relu, gelu. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A module as activation: the layer makes it its child. */
  record ModuleActivation(Module module) implements UnaryOperator<Tensor> {
    @Override
    public Tensor apply(Tensor input) {
      return module.call(input);
    }
  }

  /** PyTorch's defaults. */
  public static final TransformerLayerOptions DEFAULT =
      new TransformerLayerOptions(2048, 0.1, Activation.RELU, 1e-5, false, false, true);

  /** Another number of features between the two linear layers. */
  public TransformerLayerOptions dimFeedforward(long dimFeedforward) {
    return new TransformerLayerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /** Another probability of dropping an element. */
  public TransformerLayerOptions dropout(double dropout) {
    return new TransformerLayerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /** Another activation by its name. */
  public TransformerLayerOptions activation(Activation activation) {
    return activation((UnaryOperator<Tensor>) activation);
  }

  /** A module as activation, which becomes the layer's child. */
  public TransformerLayerOptions activation(Module activation) {
    return activation(new ModuleActivation(activation));
  }

  /** A function as activation. */
  public TransformerLayerOptions activation(UnaryOperator<Tensor> activation) {
    return new TransformerLayerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /** Another addend to the variance in the norms. */
  public TransformerLayerOptions layerNormEps(double layerNormEps) {
    return new TransformerLayerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /** Whether tensors are {@code [N, L, E]} and not {@code [L, N, E]}. */
  public TransformerLayerOptions batchFirst(boolean batchFirst) {
    return new TransformerLayerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /** Whether the norms stand first. */
  public TransformerLayerOptions normFirst(boolean normFirst) {
    return new TransformerLayerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }

  /** With or without biases. */
  public TransformerLayerOptions bias(boolean bias) {
    return new TransformerLayerOptions(
        dimFeedforward, dropout, activation, layerNormEps, batchFirst, normFirst, bias);
  }
}
