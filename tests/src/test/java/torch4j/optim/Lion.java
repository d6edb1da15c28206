package torch4j.optim;

import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The Lion optimizer, as an example of a user-defined one: it steps by the sign of an interpolated
 * momentum.
 */
final class Lion extends CustomOptimizer<Lion.Options> {
  record Options(double lr, double beta1, double beta2, double weightDecay)
      implements OptimizerOptions<Options> {
    Options {
      OptimizerOptions.requireFraction("beta2", beta2);
    }

    @Override
    public Options lr(double lr) {
      return new Options(lr, beta1, beta2, weightDecay);
    }

    Options weightDecay(double weightDecay) {
      return new Options(lr, beta1, beta2, weightDecay);
    }

    @Override
    public boolean hasMomentum() {
      return true;
    }

    @Override
    public boolean usesBeta1() {
      return true;
    }

    @Override
    public double momentumOrBeta1() {
      return beta1;
    }

    @Override
    public Options momentumOrBeta1(double momentum) {
      return new Options(lr, momentum, beta2, weightDecay);
    }
  }

  static Options options() {
    return new Options(1e-4, 0.9, 0.99, 0);
  }

  Lion(List<Tensor> params, Options options) {
    super(params, options);
  }

  @SafeVarargs
  Lion(Options options, Params<Options>... groups) {
    super(options, groups);
  }

  @Override
  protected void step(ParamGroup<Options> group) {
    Options o = group.options();
    for (Tensor param : group.params()) {
      Tensor grad = param.grad();
      if (grad != null) {
        ParameterState state = state(param);
        Tensor average = state.tensor("exp_avg", () -> Torch.zerosLike(param));
        state.put("step", (long) state.number("step", 0) + 1);
        Tensor update = average.mul(o.beta1).add(grad, 1 - o.beta1);
        param.mul_(1 - o.lr * o.weightDecay);
        param.add_(update.sign_(), -o.lr);
        average.mul_(o.beta2).add_(grad, 1 - o.beta2);
      }
    }
  }
}
