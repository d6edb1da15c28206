package torch4j.samples.bench;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.amp.GradScaler;
import torch4j.amp.GradScalerOptions;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.AdamW;
import torch4j.optim.StepOptions;

/** Parameters with gradients that do not change, and what is done with them over and over. */
final class AmpWork implements Work {
  /** One round of the work. */
  private interface Round {
    void run();
  }

  private static final GradScalerOptions SCALE =
      GradScaler.options().deviceType("cpu").initScale(0.5).growthInterval(Integer.MAX_VALUE);

  private final List<Tensor> params = new ArrayList<>();
  private final List<Tensor> gradients = new ArrayList<>();
  private Tensor checked;
  private Round round;

  private AmpWork(int count, long size) {
    Torch.manualSeed(0);
    for (int i = 0; i < count; i++) {
      Tensor param = Torch.randn(size).requiresGrad_(true);
      Tensor gradient = Torch.randn(size);
      param.setGrad(gradient);
      params.add(param);
      gradients.add(gradient);
    }
    checked = params.get(0);
  }

  /**
   * Unscaling, clipping, AdamW and the scale's update in one. The scale is 1/2 and the norm allowed
   * that of the gradients as they are, so that they stay the same where a step writes them back.
   */
  static AmpWork step(int count, long size) {
    var work = new AmpWork(count, size);
    var optimizer = new AdamW(work.params);
    double maxNorm = work.norm();
    var clip = StepOptions.defaults().maxNorm(maxNorm);
    var scaler = new GradScaler(SCALE);
    scaler.scale(Torch.zeros(1)); // makes the scale
    work.round =
        () -> {
          scaler.step(optimizer, clip);
          scaler.update();
        };
    return work;
  }

  /** Clipping to a norm that shrinks a little from round to round. */
  static AmpWork clip(int count, long size) {
    var work = new AmpWork(count, size);
    var maxNorm = new double[] {work.norm()};
    work.checked = work.gradients.get(0);
    work.round =
        () -> {
          maxNorm[0] *= 0.9999;
          ClipGrad.clipGradNorm_(work.params, maxNorm[0]);
        };
    return work;
  }

  /** Copying one tensor to another. */
  static AmpWork copy(long size) {
    var work = new AmpWork(2, size);
    Tensor to = work.gradients.get(1);
    work.checked = to;
    work.round = () -> to.copy_(work.gradients.get(0));
    return work;
  }

  private double norm() {
    try (var scope = Torch.scope()) {
      return ClipGrad.getTotalNorm(gradients).itemDouble();
    }
  }

  @Override
  public void run(long steps) {
    for (long i = 0; i < steps; i++) {
      try (var scope = Torch.scope()) {
        round.run();
      }
    }
  }

  @Override
  public List<Double> check() {
    try (var scope = Torch.scope()) {
      return List.of(checked.detach().abs().sum().itemDouble());
    }
  }
}
