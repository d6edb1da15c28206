package torch4j.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.amp.Autocast;
import torch4j.amp.GradScaler;
import torch4j.nn.utils.ClipGrad;
import torch4j.optim.Optimizer;
import torch4j.optim.StepOptions;

/** What turns a loss into changed parameters: scaling, gradients, clipping, optimizer steps. */
final class Updates {
  private final TrainerOptions options;
  private final boolean needsNorm;
  private final String deviceType;
  private final GradScaler scaler;

  Updates(TrainerOptions options, String deviceType) {
    this.options = options;
    this.deviceType = deviceType;
    needsNorm = options.callbacks().stream().anyMatch(Callback::needsGradientNorm);
    scaler =
        options.precision() == Precision.FP16_MIXED
            ? new GradScaler(GradScaler.options().deviceType(deviceType))
            : null;
  }

  /** A region of a forward pass. */
  interface Region extends AutoCloseable {
    @Override
    void close();
  }

  /** Opens the autocast region of a forward pass. */
  Region autocast() {
    DType dtype = options.precision().autocastDtype();
    return dtype == null ? () -> {} : Autocast.of(Autocast.options(deviceType).dtype(dtype))::close;
  }

  void backward(Tensor loss) {
    (scaler == null ? loss : scaler.scale(loss)).backward();
  }

  /**
   * Clips the gradients of these optimizers and takes a step with each.
   *
   * @return whether a step was taken, and the norm of the first optimizer's gradients if it was
   *     computed
   */
  Taken step(List<Optimizer<?>> optimizers) {
    Tensor norm = null;
    for (Optimizer<?> optimizer : optimizers) {
      Tensor one = step(optimizer);
      norm = norm == null ? one : norm;
    }
    boolean taken = scaler == null || !updateSkipped();
    optimizers.forEach(Optimizer::zeroGrad);
    return new Taken(taken, norm);
  }

  record Taken(boolean taken, Tensor norm) {}

  private Tensor step(Optimizer<?> optimizer) {
    if (options.clipNorm().isPresent() || needsNorm) {
      var step = StepOptions.defaults().maxNorm(options.clipNorm().orElse(Double.MAX_VALUE));
      return scaler == null ? optimizer.step(step) : scaler.step(optimizer, step);
    }
    if (options.clipValue().isPresent()) {
      if (scaler != null) {
        scaler.unscale_(optimizer);
      }
      ClipGrad.clipGradValue_(params(optimizer), options.clipValue().getAsDouble());
    }
    if (scaler == null) {
      optimizer.step();
    } else {
      scaler.step(optimizer);
    }
    return null;
  }

  // The scale falls exactly if the gradients of the step were not finite.
  private boolean updateSkipped() {
    double before = scaler.getScale();
    scaler.update();
    return scaler.getScale() < before;
  }

  /** Multiplies the gradients: those of a window that turned out shorter than it was scaled for. */
  static void scaleGradients(List<Optimizer<?>> optimizers, double factor) {
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      for (Optimizer<?> optimizer : optimizers) {
        for (Tensor param : params(optimizer)) {
          Tensor grad = param.grad();
          if (grad != null) {
            grad.mul_(factor);
          }
        }
      }
    }
  }

  static List<Tensor> params(Optimizer<?> optimizer) {
    var params = new ArrayList<Tensor>();
    optimizer.paramGroups().forEach(group -> params.addAll(group.params()));
    return params;
  }

  Map<String, Object> stateDict() {
    return scaler == null ? null : scaler.stateDict();
  }

  void loadStateDict(Map<String, ?> state) {
    if (scaler != null && state != null) {
      scaler.loadStateDict(state);
    }
  }
}
