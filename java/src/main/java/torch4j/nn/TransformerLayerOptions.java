package torch4j.nn;

import java.util.Locale;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of {@link TransformerEncoderLayer} and {@link TransformerDecoderLayer} beside their
 * sizes, with PyTorch's defaults.
 *
 * @param dimFeedforward the dimension of the feedforward network model
 * @param dropout the dropout probability
 * @param activation the activation function of the intermediate layer
 * @param layerNormEps the eps value in layer normalization
 * @param batchFirst whether tensors are {@code [N, L, E]} instead of {@code [L, N, E]}
 * @param normFirst whether layer normalization is done before the attention and feedforward
 *     operations, instead of after
 * @param bias whether the linear and layer normalization layers learn an additive bias
 */
@Withers
public record TransformerLayerOptions(
    long dimFeedforward,
    double dropout,
    UnaryOperator<Tensor> activation,
    double layerNormEps,
    boolean batchFirst,
    boolean normFirst,
    boolean bias)
    implements TransformerLayerOptionsWithers {
  /** The activation functions that can be given by name. */
  public enum Activation implements UnaryOperator<Tensor> {
    /** {@code max(0, x)}. */
    RELU,
    /** The Gaussian error linear unit. */
    GELU;

    @Override
    public Tensor apply(Tensor input) {
      Require.nonNull(input, "input", "a tensor");
      return this == RELU ? Torch.relu(input) : Tensor.wrap(torch.gelu(input.unwrap()));
    }

    /** Python's name: relu, gelu. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A module as activation, which the layer registers as its child. */
  record ModuleActivation(Module module) implements UnaryOperator<Tensor> {
    @Override
    public Tensor apply(Tensor input) {
      return module.call(input);
    }
  }

  /** PyTorch's defaults. */
  public static final TransformerLayerOptions DEFAULT =
      new TransformerLayerOptions(2048, 0.1, Activation.RELU, 1e-5, false, false, true);

  /** Checks the values. */
  public TransformerLayerOptions {
    Require.nonNull(activation, "activation", "a function");
  }

  /** Returns a copy with this activation function. */
  public TransformerLayerOptions activation(Activation activation) {
    return activation((UnaryOperator<Tensor>) activation);
  }

  /** Returns a copy with a module as activation, which the layer registers as its child. */
  public TransformerLayerOptions activation(Module activation) {
    return activation(new ModuleActivation(Require.nonNull(activation, "activation", "a module")));
  }
}
