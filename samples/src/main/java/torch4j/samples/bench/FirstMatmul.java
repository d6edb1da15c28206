package torch4j.samples.bench;

import torch4j.Tensor;
import torch4j.Torch;

/** The Java side of the suite {@code startup}: one product, its sum printed. */
final class FirstMatmul {
  private FirstMatmul() {}

  /** Prints the sum of a product of 8x8 matrices. */
  public static void main(String[] args) {
    Torch.manualSeed(0);
    Tensor a = Torch.rand(8, 8);
    System.out.println(a.matmul(a).sum().itemDouble());
  }
}
