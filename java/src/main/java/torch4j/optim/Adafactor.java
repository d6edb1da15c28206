package torch4j.optim;

import static torch4j.optim.OptimizerOptions.requireAtLeast;

import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Adafactor: a variance kept by rows and columns, in little memory. Same as {@code
 * torch.optim.Adafactor}. Its step waits for the device.
 */
public final class Adafactor extends Optimizer<Adafactor.Options> {
  /**
   * What {@code torch.optim.Adafactor} takes, with its defaults.
   *
   * @param lr the learning rate
   * @param beta2Decay the power by which the variance's weight falls, at most 0
   * @param eps1 the smallest variance, NaN for the dtype's own epsilon
   * @param eps2 the smallest size of a parameter that counts
   * @param d the largest root mean square of an update
   * @param weightDecay the decay, as in AdamW
   * @param maximize whether to climb
   */
  public record Options(
      double lr,
      double beta2Decay,
      double eps1,
      double eps2,
      double d,
      double weightDecay,
      boolean maximize)
      implements OptimizerOptions<Options> {
    /** Checks the values as PyTorch does. */
    public Options {
      requireAtLeast("lr", lr, 0);
      if (!(beta2Decay <= 0)) {
        throw new IllegalArgumentException("beta2Decay: got " + beta2Decay + ", expected <= 0");
      }
      if (!Double.isNaN(eps1)) {
        requireAtLeast("eps1", eps1, 0);
      }
      requireAtLeast("eps2", eps2, 0);
      requireAtLeast("d", d, 1);
      requireAtLeast("weightDecay", weightDecay, 0);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }

    /** Another power by which the variance's weight falls. */
    public Options beta2Decay(double beta2Decay) {
      return new Options(lr, beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }

    /** Another smallest variance (NaN for the dtype's epsilon) and parameter size. */
    public Options eps(double eps1, double eps2) {
      return new Options(lr, beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }

    /** Another largest root mean square of an update. */
    public Options d(double d) {
      return new Options(lr, beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }

    /** Another weight decay. */
    public Options weightDecay(double weightDecay) {
      return new Options(lr, beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }

    /** Climb or descend. */
    public Options maximize(boolean maximize) {
      return new Options(lr, beta2Decay, eps1, eps2, d, weightDecay, maximize);
    }

    @Override
    public double[] toNumbers() {
      return new double[] {lr, beta2Decay, eps1, eps2, d, weightDecay, maximize ? 1 : 0};
    }
  }

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(1e-2, -0.8, Double.NaN, 1e-3, 1, 0, false);
  }

  /** PyTorch's defaults for all parameters. */
  public Adafactor(List<Tensor> params) {
    this(params, options());
  }

  /** The same options for all parameters. */
  public Adafactor(List<Tensor> params, Options options) {
    super(options, List.of(Params.of(params)));
  }

  /** Groups with options of their own over common ones. */
  @SafeVarargs
  public Adafactor(Options options, Params<Options>... groups) {
    super(options, List.of(groups));
  }

  // Of a matrix, rows and columns are kept apart: each has the size 1 where the other's size is.
  @Override
  long[] stateShape(String name, Tensor parameter) {
    long[] shape = super.stateShape(name, parameter);
    if (name.endsWith("_var") && shape.length >= 2) {
      shape[shape.length - (name.equals("row_var") ? 1 : 2)] = 1;
    }
    return shape;
  }

  @Override
  Algorithm algorithm() {
    return Algorithm.ADAFACTOR;
  }
}
