package torch4j.distributions;

import java.util.List;
import torch4j.MemoryFormat;
import torch4j.Tensor;

/** Student's t-distribution. Same as {@code torch.distributions.StudentT}. */
public final class StudentT extends Distribution {
  private final Tensor df;
  private final Tensor loc;
  private final Tensor scale;
  private static final double LGAMMA_HALF = 0.5723649429247004; // as Python computes it
  private final Chi2 chi2;

  /**
   * The distribution of degrees of freedom, location and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public StudentT(Tensor df, Tensor loc, Tensor scale) {
    this(Operators.parameters("df, loc, scale", df, loc, scale), null);
  }

  /**
   * The distribution of degrees of freedom, location and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public StudentT(double df, double loc, double scale) {
    this(Operators.parameters("df, loc, scale", df, loc, scale), null);
  }

  /**
   * The distribution of degrees of freedom, location and scale. Their constraints are checked only
   * if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public StudentT(Tensor df, Tensor loc, Tensor scale, boolean validateArgs) {
    this(Operators.parameters("df, loc, scale", df, loc, scale), validateArgs);
  }

  /**
   * The distribution of degrees of freedom, location and scale. Their constraints are checked only
   * if the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public StudentT(double df, double loc, double scale, boolean validateArgs) {
    this(Operators.parameters("df, loc, scale", df, loc, scale), validateArgs);
  }

  /**
   * The distribution of so many degrees of freedom, of location 0 and scale 1.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public StudentT(Tensor df) {
    this(Operators.parameters("df, loc, scale", df, 0.0, 1.0), null);
  }

  /**
   * The distribution of so many degrees of freedom, of location 0 and scale 1.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public StudentT(double df) {
    this(df, 0, 1);
  }

  /**
   * The distribution of so many degrees of freedom, location and scale.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public StudentT(double df, Tensor loc, Tensor scale) {
    this(Operators.parameters("df, loc, scale", df, loc, scale), null);
  }

  private StudentT(Tensor[] parameters, Boolean validateArgs) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    df = parameters[0];
    loc = parameters[1];
    scale = parameters[2];
    chi2 = new Chi2(df);
    checkArguments();
  }

  private StudentT(StudentT like, long... batchShape) {
    super(like, batchShape);
    df = like.df.expand(batchShape);
    loc = like.loc.expand(batchShape);
    scale = like.scale.expand(batchShape);
    chi2 = like.chi2.expand(batchShape);
  }

  /** The degrees of freedom. Same as {@code df}. */
  public Tensor df() {
    return df;
  }

  /** The location. Same as {@code loc}. */
  public Tensor loc() {
    return loc;
  }

  /** The scale. Same as {@code scale}. */
  public Tensor scale() {
    return scale;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("df", df, Constraints.positive),
        new Argument("loc", loc, Constraints.real),
        new Argument("scale", scale, Constraints.positive));
  }

  @Override
  public Constraint support() {
    return Constraints.real;
  }

  @Override
  public boolean hasRsample() {
    return true;
  }

  @Override
  public StudentT expand(long... batchShape) {
    return new StudentT(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return loc.maskedFill(df.le(1L), Double.NaN);
  }

  @Override
  public Tensor mode() {
    return loc;
  }

  @Override
  public Tensor variance() {
    Tensor variance = df.clone(MemoryFormat.contiguousFormat);
    Tensor isFinite = df.gt(2L);
    Tensor finite = df.get(isFinite);
    variance.set(scale.get(isFinite).pow(2L).mul(finite).div(finite.sub(2L)), isFinite);
    return variance
        .maskedFill(df.le(2L).bitwiseAnd(df.gt(1L)), Operators.INF)
        .maskedFill(df.le(1L), Double.NaN);
  }

  @Override
  public Tensor rsample(long... sampleShape) {
    Tensor x = Operators.standardNormal(extendedShape(sampleShape), df);
    Tensor z = chi2.rsample(sampleShape);
    return loc.add(scale.mul(x.mul(z.div(df).rsqrt())));
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor y = value.sub(loc).div(scale);
    Tensor z =
        scale
            .log()
            .add(df.log().mul(0.5))
            .add(0.5 * Math.log(Math.PI))
            .add(df.mul(0.5).lgamma())
            .sub(df.add(1.0).mul(0.5).lgamma());
    return df.add(1.0).mul(-0.5).mul(y.pow(2.0).div(df).log1p()).sub(z);
  }

  @Override
  public Tensor entropy() {
    Tensor logBeta = df.mul(0.5).lgamma().add(LGAMMA_HALF).sub(df.add(1L).mul(0.5).lgamma());
    Tensor half = df.add(1L).mul(0.5);
    Tensor digammas = df.add(1L).mul(0.5).digamma().sub(df.mul(0.5).digamma());
    return scale.log().add(half.mul(digammas)).add(df.log().mul(0.5)).add(logBeta);
  }
}
