package torch4j.distributions;

import java.util.Arrays;
import torch4j.Tensor;

/**
 * A mixture of the distributions in the last batch dimension of another one, each as probable as a
 * {@link Categorical} says. Same as {@code torch.distributions.MixtureSameFamily}.
 */
public final class MixtureSameFamily extends Distribution {
  private final Categorical mixture;
  private final Distribution component;

  /**
   * The mixture of the components in the last batch dimension.
   *
   * @throws IllegalArgumentException if the batch shapes, or the numbers of components, do not fit
   */
  public MixtureSameFamily(Categorical mixtureDistribution, Distribution componentDistribution) {
    this(mixtureDistribution, componentDistribution, null);
  }

  /**
   * The mixture of the components in the last batch dimension.
   *
   * @param validateArgs whether values are checked; null: the default
   * @throws IllegalArgumentException if the batch shapes, or the numbers of components, do not fit
   */
  public MixtureSameFamily(
      Categorical mixtureDistribution, Distribution componentDistribution, Boolean validateArgs) {
    super(
        batchShape(mixtureDistribution, componentDistribution),
        componentDistribution.eventShape(),
        validateArgs);
    this.mixture = mixtureDistribution;
    this.component = componentDistribution;
  }

  private MixtureSameFamily(MixtureSameFamily like, long... batchShape) {
    super(like, batchShape);
    this.mixture = like.mixture.expand(batchShape);
    this.component = like.component.expand(Operators.join(batchShape, like.mixture.numEvents()));
  }

  private static long[] batchShape(Categorical mixture, Distribution component) {
    Operators.required("mixtureDistribution", mixture);
    Operators.required("componentDistribution", component);
    long[] ofMixture = mixture.batchShape();
    long[] all = component.batchShape();
    if (all.length == 0 || all[all.length - 1] != mixture.numEvents()) {
      throw new IllegalArgumentException(
          "MixtureSameFamily: componentDistribution: got batch_shape "
              + Arrays.toString(all)
              + ", expected one that ends with the number of the mixture's components, "
              + mixture.numEvents());
    }
    long[] ofComponent = Operators.withoutLast(all, 1);
    for (int i = 1; i <= Math.min(ofMixture.length, ofComponent.length); i++) {
      long first = ofMixture[ofMixture.length - i];
      long second = ofComponent[ofComponent.length - i];
      if (first != 1 && second != 1 && first != second) {
        throw new IllegalArgumentException(
            "MixtureSameFamily: mixtureDistribution: got batch_shape "
                + Arrays.toString(ofMixture)
                + ", expected one that fits the components', "
                + Arrays.toString(ofComponent));
      }
    }
    return ofComponent;
  }

  /** How probable the components are. Same as {@code mixture_distribution}. */
  public Categorical mixtureDistribution() {
    return mixture;
  }

  /** The components. Same as {@code component_distribution}. */
  public Distribution componentDistribution() {
    return component;
  }

  @Override
  public MixtureSameFamily expand(long... batchShape) {
    return new MixtureSameFamily(this, batchShape);
  }

  @Override
  public Constraint support() {
    return new MixtureSameFamilyConstraint(component.support());
  }

  @Override
  public Tensor mean() {
    return paddedProbs().mul(component.mean()).sum(componentDim());
  }

  @Override
  public Tensor variance() {
    Tensor probs = paddedProbs();
    Tensor meanOfVariances = probs.mul(component.variance()).sum(componentDim());
    Tensor distance = component.mean().sub(padded(mean())).pow(2.0);
    return meanOfVariances.add(probs.mul(distance).sum(componentDim()));
  }

  @Override
  public Tensor cdf(Tensor value) {
    requireValue(value);
    return component.cdf(padded(value)).mul(mixture.probs()).sum(-1);
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor ofComponents = component.logProb(padded(value));
    return ofComponents.add(mixture.logits().logSoftmax(-1)).logsumexp(-1);
  }

  @Override
  public Tensor sample(long... sampleShape) {
    return Operators.withoutGrad(() -> drawn(sampleShape));
  }

  private Tensor drawn(long... sampleShape) {
    int dim = Operators.required("sampleShape", sampleShape).length + batchShape().length;
    long[] event = eventShape();
    Tensor chosen = mixture.sample(sampleShape);
    Tensor samples = component.sample(sampleShape);
    long[] shape = chosen.shape();
    Tensor index =
        chosen
            .reshape(Operators.join(shape, Operators.ones(event.length + 1)))
            .repeat(Operators.join(Operators.ones(shape.length + 1), event));
    return samples.gather(dim, index).squeeze(dim);
  }

  private long componentDim() {
    return -1L - eventShape().length;
  }

  private Tensor padded(Tensor value) {
    return value.unsqueeze(componentDim());
  }

  private Tensor paddedProbs() {
    Tensor probs = mixture.probs();
    int mixtureDims = mixture.batchShape().length;
    int missing = mixtureDims == 1 ? 0 : batchShape().length - mixtureDims;
    long[] shape = probs.shape();
    long[] front = Operators.join(Operators.withoutLast(shape, 1), Operators.ones(missing));
    long[] back = Operators.join(Operators.last(shape, 1), Operators.ones(eventShape().length));
    return probs.reshape(Operators.join(front, back));
  }

  @Override
  public String toString() {
    return "MixtureSameFamily(\n  " + mixture + ",\n  " + component + ")";
  }
}
