package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.Text;

/**
 * Muon: momentum whose matrices are made orthogonal, for the hidden layers' matrices. Same as
 * {@code torch.optim.Muon}: all parameters are matrices.
 */
public final class Muon extends Optimizer<Muon.Options> {
  private static final int MOST_STEPS = 99;

  /** How the learning rate follows a matrix's shape. */
  public enum AdjustLr {
    /** By the root of rows over columns where that is more than 1. */
    ORIGINAL(0),
    /** So that updates are as large as AdamW's. */
    MATCH_RMS_ADAMW(1);

    private final int code;

    AdjustLr(int code) {
      this.code = code;
    }
  }

  /**
   * The polynomial that makes a matrix orthogonal: {@code ax + bx³ + cx⁵}.
   *
   * @param a the first coefficient
   * @param b the second one
   * @param c the third one
   */
  public record Coefficients(double a, double b, double c) {}

  /**
   * What {@code torch.optim.Muon} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param weightDecay the decay, as in AdamW
   * @param momentum the weight of the steps before
   * @param nesterov whether the momentum looks ahead
   * @param nsCoefficients the polynomial
   * @param eps the smallest norm that is divided by
   * @param nsSteps how often the polynomial is taken, below 100
   * @param adjustLrFn how the learning rate follows a matrix's shape
   */
  public record Options(
      double lr,
      double weightDecay,
      double momentum,
      boolean nesterov,
      Coefficients nsCoefficients,
      double eps,
      int nsSteps,
      AdjustLr adjustLrFn)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lr", lr, 0);
      requireAtLeast("momentum", momentum, 0);
      requireAtLeast("weightDecay", weightDecay, 0);
      if (nsSteps < 0 || nsSteps > MOST_STEPS) {
        throw new IllegalArgumentException(
            "nsSteps: got " + nsSteps + ", expected 0 to " + MOST_STEPS);
      }
    }

    @Override
    public Options lr(double lr) {
      return new Options(
          lr, weightDecay, momentum, nesterov, nsCoefficients, eps, nsSteps, adjustLrFn);
    }

    /** Another weight decay. */
    public Options weightDecay(double weightDecay) {
      return new Options(
          lr, weightDecay, momentum, nesterov, nsCoefficients, eps, nsSteps, adjustLrFn);
    }

    /** Another weight of the steps before. */
    public Options momentum(double momentum) {
      return new Options(
          lr, weightDecay, momentum, nesterov, nsCoefficients, eps, nsSteps, adjustLrFn);
    }

    /** With or without Nesterov's momentum. */
    public Options nesterov(boolean nesterov) {
      return new Options(
          lr, weightDecay, momentum, nesterov, nsCoefficients, eps, nsSteps, adjustLrFn);
    }

    /** Another polynomial. */
    public Options nsCoefficients(double a, double b, double c) {
      return new Options(
          lr, weightDecay, momentum, nesterov, new Coefficients(a, b, c), eps, nsSteps, adjustLrFn);
    }

    /** Another smallest norm. */
    public Options eps(double eps) {
      return new Options(
          lr, weightDecay, momentum, nesterov, nsCoefficients, eps, nsSteps, adjustLrFn);
    }

    /** Another number of times that the polynomial is taken. */
    public Options nsSteps(int nsSteps) {
      return new Options(
          lr, weightDecay, momentum, nesterov, nsCoefficients, eps, nsSteps, adjustLrFn);
    }

    /** How the learning rate follows a matrix's shape. */
    public Options adjustLrFn(AdjustLr adjustLrFn) {
      return new Options(
          lr, weightDecay, momentum, nesterov, nsCoefficients, eps, nsSteps, adjustLrFn);
    }

    @Override
    public boolean hasMomentum() {
      return true;
    }

    @Override
    public double momentumOrBeta1() {
      return momentum;
    }

    @Override
    public Options momentumOrBeta1(double momentum) {
      return momentum(momentum);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {
        lr,
        weightDecay,
        momentum,
        nesterov ? 1 : 0,
        nsCoefficients.a,
        nsCoefficients.b,
        nsCoefficients.c,
        eps,
        nsSteps,
        adjustLrFn.code
      };
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(
        1e-3,
        0.1,
        0.95,
        true,
        new Coefficients(3.4445, -4.7750, 2.0315),
        1e-7,
        5,
        AdjustLr.ORIGINAL);
  }

  /** PyTorch's defaults for all parameters. */
  public Muon(List<Tensor> params) {
    this(params, options());
  }

  /**
   * The same options for all parameters.
   *
   * @throws IllegalArgumentException if a parameter is not a matrix
   */
  public Muon(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public Muon(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  @Override
  void requireTakes(String name, Tensor param) {
    if (param.dim() != 2) {
      throw new IllegalArgumentException(
          name
              + ": got "
              + Text.of(param)
              + ", expected a matrix; Muon only supports 2D parameters");
    }
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.MUON;
  }
}
