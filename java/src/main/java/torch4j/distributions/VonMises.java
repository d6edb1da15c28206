package torch4j.distributions;

import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The von Mises distribution, of angles; values are modulo 2 pi. Same as {@code
 * torch.distributions.VonMises}.
 */
public final class VonMises extends Distribution {
  private final Tensor loc;
  private final Tensor concentration;
  private static final double SMALL = 1e-5;
  private Tensor variance;

  /**
   * The distribution of angle in radians and concentration.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public VonMises(Tensor loc, Tensor concentration) {
    this(Operators.parameters("loc, concentration", loc, concentration), null);
  }

  /**
   * The distribution of angle in radians and concentration.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public VonMises(Tensor loc, double concentration) {
    this(Operators.parameters("loc, concentration", loc, concentration), null);
  }

  /**
   * The distribution of angle in radians and concentration.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public VonMises(double loc, Tensor concentration) {
    this(Operators.parameters("loc, concentration", loc, concentration), null);
  }

  /**
   * The distribution of angle in radians and concentration.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public VonMises(double loc, double concentration) {
    this(Operators.parameters("loc, concentration", loc, concentration), null);
  }

  /**
   * The distribution of angle in radians and concentration. Their constraints are checked only if
   * the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public VonMises(Tensor loc, Tensor concentration, boolean validateArgs) {
    this(Operators.parameters("loc, concentration", loc, concentration), validateArgs);
  }

  /**
   * The distribution of angle in radians and concentration. Their constraints are checked only if
   * the flag is set.
   *
   * @throws IllegalArgumentException if one does not satisfy its constraint
   */
  public VonMises(double loc, double concentration, boolean validateArgs) {
    this(Operators.parameters("loc, concentration", loc, concentration), validateArgs);
  }

  private VonMises(Tensor[] parameters, Boolean validateArgs) {
    super(parameters[0].shape(), Operators.NO_SHAPE, validateArgs);
    loc = parameters[0];
    concentration = parameters[1];
    checkArguments();
  }

  private VonMises(VonMises like, long... batchShape) {
    super(like, batchShape);
    loc = like.loc.expand(batchShape);
    concentration = like.concentration.expand(batchShape);
  }

  /** The angle in radians. Same as {@code loc}. */
  public Tensor loc() {
    return loc;
  }

  /** The concentration. Same as {@code concentration}. */
  public Tensor concentration() {
    return concentration;
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(
        new Argument("loc", loc, Constraints.real),
        new Argument("concentration", concentration, Constraints.positive));
  }

  @Override
  public Constraint support() {
    return Constraints.real;
  }

  @Override
  public VonMises expand(long... batchShape) {
    return new VonMises(this, batchShape);
  }

  @Override
  public Tensor mean() {
    return loc;
  }

  @Override
  public Tensor mode() {
    return loc;
  }

  @Override
  public synchronized Tensor variance() {
    if (variance == null) {
      variance =
          Operators.withGrad(
              () ->
                  Operators.oneMinus(
                      Bessel.logModified(concentration, 1)
                          .sub(Bessel.logModified(concentration, 0))
                          .exp()));
    }
    return variance;
  }

  @Override
  public Tensor logProb(Tensor value) {
    checkValue(value);
    Tensor logProb = concentration.mul(value.sub(loc).cos());
    return logProb.sub(Operators.LOG_2_PI).sub(Bessel.logModified(concentration, 0));
  }

  @Override
  public Tensor sample(long... sampleShape) {
    return Operators.withoutGrad(() -> rejectionSample(extendedShape(sampleShape)));
  }

  // Python's loop, in double.
  private Tensor rejectionSample(long... shape) {
    Tensor center = loc.toDouble();
    Tensor kappa = concentration.toDouble();
    Tensor proposal = proposal(kappa);
    Tensor x = Torch.empty(shape, Operators.kindOf(center));
    Tensor done = x.newZeros(shape, DType.bool);
    while (!Operators.isAll(done)) {
      List<Tensor> u = Operators.rand(Operators.join(new long[] {3}, shape), center).unbind();
      Tensor z = u.get(0).mul(Math.PI).cos();
      Tensor f = proposal.mul(z).add(1L).div(proposal.add(z));
      Tensor c = kappa.mul(proposal.sub(f));
      Tensor accept =
          c.mul(Torch.rsub(c, 2L))
              .sub(u.get(1))
              .gt(0L)
              .bitwiseOr(c.div(u.get(1)).log().add(1L).sub(c).ge(0L));
      if (accept.any().itemBoolean()) {
        x = Torch.where(accept, u.get(2).sub(0.5).sign().mul(f.acos()), x);
        done = done.bitwiseOr(accept);
      }
    }
    return x.add(Math.PI).add(center).remainder(2 * Math.PI).sub(Math.PI).to(loc.dtype());
  }

  private static Tensor proposal(Tensor kappa) {
    Tensor tau = kappa.pow(2L).mul(4L).add(1L).sqrt().add(1L);
    Tensor rho = tau.sub(tau.mul(2L).sqrt()).div(kappa.mul(2L));
    Tensor proposal = rho.pow(2L).add(1L).div(rho.mul(2L));
    Tensor taylor = Operators.over(1, kappa).add(kappa); // around 0
    return Torch.where(kappa.lt(SMALL), taylor, proposal);
  }
}
