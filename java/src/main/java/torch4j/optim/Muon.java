package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.processor.Withers;

/**
 * Muon: SGD with momentum whose updates are orthogonalized by Newton-Schulz iterations, for the 2D
 * parameters of hidden layers. Same as {@code torch.optim.Muon}; all parameters must be matrices.
 */
public final class Muon extends Optimizer<Muon.Options> {
  private static final int MAX_NS_STEPS = 99;

  /** How the learning rate is adjusted to the shape of a matrix. */
  public enum AdjustLr {
    /** By {@code sqrt(max(1, rows / columns))}. */
    ORIGINAL(0),
    /** So that the root mean square of the updates matches AdamW's. */
    MATCH_RMS_ADAMW(1);

    private final int code;

    AdjustLr(int code) {
      this.code = code;
    }
  }

  /**
   * The coefficients of the Newton-Schulz polynomial {@code ax + bx³ + cx⁵}, which orthogonalizes a
   * matrix.
   *
   * @param a the first coefficient
   * @param b the second coefficient
   * @param c the third coefficient
   */
  public record Coefficients(double a, double b, double c) {}

  /**
   * Options of {@code torch.optim.Muon}, with PyTorch's defaults.
   *
   * @param lr the learning rate
   * @param weightDecay the weight decay coefficient, decoupled as in AdamW
   * @param momentum the momentum factor
   * @param nesterov whether to use Nesterov momentum
   * @param nsCoefficients the coefficients of the Newton-Schulz polynomial
   * @param eps the term added to the denominator for numerical stability
   * @param nsSteps the number of Newton-Schulz iterations, less than 100
   * @param adjustLrFn how the learning rate is adjusted to the shape of a matrix
   */
  @Withers
  public record Options(
      double lr,
      double weightDecay,
      double momentum,
      boolean nesterov,
      Coefficients nsCoefficients,
      double eps,
      int nsSteps,
      AdjustLr adjustLrFn)
      implements MuonOptionsWithers, OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      Require.nonNull(nsCoefficients, "nsCoefficients", "coefficients");
      Require.nonNull(adjustLrFn, "adjustLrFn", "a way to adjust");
      requireAtLeast("weightDecay", weightDecay, 0);
      if (nsSteps < 0 || nsSteps > MAX_NS_STEPS) {
        throw new IllegalArgumentException(
            "nsSteps: got " + nsSteps + ", expected 0 to " + MAX_NS_STEPS);
      }
    }

    /** Returns a copy with these coefficients of the Newton-Schulz polynomial. */
    public Options nsCoefficients(double a, double b, double c) {
      return nsCoefficients(new Coefficients(a, b, c));
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

  /** Optimizes these parameters with PyTorch's defaults. */
  public Muon(List<Tensor> params) {
    this(params, options());
  }

  /**
   * Optimizes these parameters with the given options.
   *
   * @throws IllegalArgumentException if a parameter is not a matrix
   */
  public Muon(List<Tensor> params, Options options) {
    super(options, Params.all(params));
  }

  /** Optimizes these parameter groups, whose own options override the given ones. */
  @SafeVarargs
  public Muon(Options options, Params<Options>... groups) {
    super(options, Params.list(groups));
  }

  @Override
  void requireSupported(String name, Tensor param) {
    if (param.dim() != 2) {
      throw new IllegalArgumentException(
          name
              + ": got "
              + TensorDescription.of(param)
              + ", expected a matrix; Muon only supports 2D parameters");
    }
  }

  @Override
  UpdateRule updateRule() {
    return UpdateRule.MUON;
  }
}
