package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/**
 * A distribution of an exponential family, of which entropy and divergence follow from its log
 * normalizer. Same as {@code torch.distributions.ExponentialFamily}.
 */
public abstract class ExponentialFamily extends Distribution {
  /** Shapes, as {@link Distribution#Distribution(long[], long[], Boolean)}. */
  protected ExponentialFamily(long[] batchShape, long[] eventShape, Boolean validateArgs) {
    super(batchShape, eventShape, validateArgs);
  }

  /** One like another, for a batch of another shape. */
  protected ExponentialFamily(ExponentialFamily like, long[] batchShape) {
    super(like, batchShape);
  }

  /** The natural parameters: {@code _natural_params}. */
  protected List<Tensor> naturalParams() {
    throw unsupported("naturalParams");
  }

  /** The log normalizer of natural parameters: {@code _log_normalizer}. */
  protected Tensor logNormalizer(List<Tensor> naturalParams) {
    throw unsupported("logNormalizer");
  }

  /** The expected carrier measure: {@code _mean_carrier_measure}. */
  protected double meanCarrierMeasure() {
    throw unsupported("meanCarrierMeasure");
  }

  /** The natural parameters as leaves of a graph of their own. */
  final List<Tensor> naturalLeaves() {
    return naturalParams().stream().map(parameter -> parameter.detach().requiresGrad_()).toList();
  }

  @Override
  public Tensor entropy() {
    double carrier = meanCarrierMeasure();
    List<Tensor> parameters = naturalLeaves();
    Tensor normalizer = logNormalizer(parameters);
    List<Tensor> gradients = Operators.gradients(normalizer.sum(), parameters);
    Tensor result = normalizer.add(-carrier);
    for (int i = 0; i < gradients.size(); i++) {
      Tensor product = parameters.get(i).mul(gradients.get(i));
      result = result.sub(product.reshape(Operators.join(batchShape(), -1)).sum(-1));
    }
    return result;
  }
}
