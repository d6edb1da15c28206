package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/** Fisher's F-distribution. Same as {@code torch.distributions.FisherSnedecor}. */
public final class FisherSnedecor extends Distribution {
  private final Tensor df1;
  private final Tensor df2;
  private final Gamma gamma1;
  private final Gamma gamma2;

  /**
   * The distribution of first degrees of freedom and second degrees of freedom.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public FisherSnedecor(Tensor df1, Tensor df2) {
    this(Operators.parameters("df1, df2", df1, df2), null);
  }

  /**
   * The distribution of first degrees of freedom and second degrees of freedom.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public FisherSnedecor(Tensor df1, double df2) {
    this(Operators.parameters("df1, df2", df1, df2), null);
  }

  /**
   * The distribution of first degrees of freedom and second degrees of freedom.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public FisherSnedecor(double df1, Tensor df2) {
    this(Operators.parameters("df1, df2", df1, df2), null);
  }

  /**
   * The distribution of first degrees of freedom and second degrees of freedom.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public FisherSnedecor(double df1, double df2) {
    this(Operators.parameters("df1, df2", df1, df2), null);
  }

  /**
   * The distribution of first degrees of freedom and second degrees of freedom. Their constraints
   * are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public FisherSnedecor(Tensor df1, Tensor df2, boolean validateArgs) {
    this(Operators.parameters("df1, df2", df1, df2), validateArgs);
  }

  /**
   * The distribution of first degrees of freedom and second degrees of freedom. Their constraints
   * are checked only if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public FisherSnedecor(double df1, double df2, boolean validateArgs) {
    this(Operators.parameters("df1, df2", df1, df2), validateArgs);
  }

  private FisherSnedecor(Tensor[] parameters, Boolean validateArgs) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    df1 = parameters[0];
    df2 = parameters[1];
    gamma1 = new Gamma(df1.mul(0.5), df1);
    gamma2 = new Gamma(df2.mul(0.5), df2);
    checkArguments();
  }

  private FisherSnedecor(FisherSnedecor like, long... batchShape) {
    super(like, batchShape);
    df1 = like.df1.expand(batchShape);
    df2 = like.df2.expand(batchShape);
    gamma1 = like.gamma1.expand(batchShape);
    gamma2 = like.gamma2.expand(batchShape);
  }

  /** The first degrees of freedom. Same as {@code df1}. */
  public Tensor df1() {
    return df1;
  }

  /** The second degrees of freedom. Same as {@code df2}. */
  public Tensor df2() {
    return df2;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("df1", df1, Constraints.positive),
        new Argument("df2", df2, Constraints.positive));
  }

  @Override
  public Constraint support() {
    return Constraints.positive;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public FisherSnedecor expand(long... batchShape) {
    return new FisherSnedecor(this, batchShape);
  }

  @Override
  public Tensor mean() {
    Tensor df = df2.maskedFill(df2.le(2L), Double.NaN);
    return df.div(df.sub(2L));
  }

  @Override
  public Tensor mode() {
    Tensor mode = df1.sub(2L).div(df1).mul(df2).div(df2.add(2L));
    return mode.maskedFill(df1.le(2L), Double.NaN);
  }

  @Override
  public Tensor variance() {
    Tensor df = df2.maskedFill(df2.le(4L), Double.NaN);
    return df.pow(2L)
        .mul(2L)
        .mul(df1.add(df).sub(2L))
        .div(df1.mul(df.sub(2L).pow(2L)).mul(df.sub(4L)));
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    long[] shape = extendedShape(sampleShape);
    Tensor first = gamma1.rsample(sampleShape).view(shape);
    Tensor second = gamma2.rsample(sampleShape).view(shape);
    double tiny = Operators.tiny(second);
    second.clamp_(tiny);
    Tensor ratio = first.div(second);
    ratio.clamp_(tiny);
    return ratio;
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor ct1 = df1.mul(0.5);
    Tensor ct2 = df2.mul(0.5);
    Tensor ct3 = df1.div(df2);
    Tensor t1 = ct1.add(ct2).lgamma().sub(ct1.lgamma()).sub(ct2.lgamma());
    Tensor t2 = ct1.mul(ct3.log()).add(ct1.sub(1L).mul(value.log()));
    Tensor t3 = ct1.add(ct2).mul(ct3.mul(value).log1p());
    return t1.add(t2).sub(t3);
  }
}
