package torch4j.samples.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.optim.Adam;
import torch4j.optim.Optimizer;
import torch4j.optim.RMSprop;

/** Steps of an optimizer over given gradients, over and over. */
final class OptimizerWork implements Work {
  private final List<Tensor> params = new ArrayList<>();
  private final Optimizer<?> optimizer;

  private OptimizerWork(int count, long size, Function<List<Tensor>, Optimizer<?>> make) {
    Torch.manualSeed(0);
    for (int i = 0; i < count; i++) {
      Tensor param = Torch.randn(size).requiresGrad_(true);
      param.setGrad(Torch.randn(size));
      params.add(param);
    }
    optimizer = make.apply(params);
  }

  static OptimizerWork adam(int count, long size) {
    return new OptimizerWork(count, size, params -> new Adam(params, Adam.options().lr(1e-3)));
  }

  static OptimizerWork rmsprop(int count, long size) {
    return new OptimizerWork(
        count, size, params -> new RMSprop(params, RMSprop.options().lr(1e-3)));
  }

  @Override
  public void run(long steps) {
    for (long i = 0; i < steps; i++) {
      optimizer.step();
    }
  }

  @Override
  public List<Double> check() {
    try (var scope = Torch.scope()) {
      return List.of(params.get(0).detach().abs().sum().itemDouble());
    }
  }
}
