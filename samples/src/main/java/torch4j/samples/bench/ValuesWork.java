package torch4j.samples.bench;

import java.util.List;
import java.util.function.DoubleSupplier;
import torch4j.Tensor;
import torch4j.Torch;

/** Numbers from tensors and into them, over and over, with a scope around every hundred. */
final class ValuesWork implements Work {
  private static final long STEPS_PER_SCOPE = 100;

  private final DoubleSupplier step;
  private double check;

  private ValuesWork(DoubleSupplier step) {
    this.step = step;
  }

  /** A tensor's only number. */
  static ValuesWork item() {
    Tensor number = Torch.tensor(0.5f);
    return new ValuesWork(() -> ((Number) number.item()).doubleValue());
  }

  /** A tensor of Java's numbers. */
  static ValuesWork tensorOfArray(int size) {
    float[] numbers = new float[size];
    for (int i = 0; i < size; i++) {
      numbers[i] = i;
    }
    return new ValuesWork(() -> Torch.tensor(numbers).numel());
  }

  /** Java's numbers of a tensor. */
  static ValuesWork toArray(int size) {
    Tensor numbers = Torch.ones(size);
    return new ValuesWork(() -> numbers.toFloatArray()[size - 1]);
  }

  @Override
  public void run(long steps) {
    for (long left = steps; left > 0; left -= STEPS_PER_SCOPE) {
      try (var scope = Torch.scope()) {
        for (long i = Math.min(left, STEPS_PER_SCOPE); i > 0; i--) {
          check = step.getAsDouble();
        }
      }
    }
  }

  @Override
  public List<Double> check() {
    return List.of(check);
  }
}
