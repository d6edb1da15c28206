package torch4j.nn;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;

/**
 * {@code log(1 / (1 + exp(-x)))}, elementwise. Same as {@code torch.nn.LogSigmoid}: input and
 * output of any shape.
 */
public final class LogSigmoid extends Activation {
  /** A layer; it has no options. */
  public LogSigmoid() {
    super(false);
  }

  @Override
  public Tensor forward(Tensor input) {
    return Tensor.wrap(torch.log_sigmoid(input.unwrap()));
  }
}
