package torch4j.nn.utils;

import java.util.stream.LongStream;
import org.bytedeco.pytorch.global.torch;
import torch4j.Linalg;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.nn.Parametrization;

/** Divides a weight by its largest singular value, which is approximated by power iterations. */
final class SpectralNorm extends Parametrization {
  private static final int FIRST_ITERATIONS = 15;

  private final int iterations;
  private final double eps;
  private final long dim;

  SpectralNorm(Tensor weight, int iterations, double eps, long dim) {
    super("_SpectralNorm");
    long dims = weight.dim();
    if (dim >= dims || dim < -dims) {
      throw new IllegalArgumentException(
          "dim: got " + dim + ", expected from " + -dims + " to " + (dims - 1));
    }
    if (iterations <= 0) {
      throw new IllegalArgumentException("nPowerIterations: got " + iterations + ", expected > 0");
    }
    this.iterations = iterations;
    this.eps = eps;
    this.dim = dim < 0 ? dim + dims : dim;
    if (dims > 1) {
      try (var scope = Torch.scope();
          var noGrad = Torch.noGrad()) {
        Tensor matrix = matrix(weight);
        Tensor left = matrix.newEmpty(matrix.size(0)).normal_();
        Tensor right = matrix.newEmpty(matrix.size(1)).normal_();
        registerBuffer("_u", left.div(length(left)));
        registerBuffer("_v", right.div(length(right)));
        iterate(matrix, FIRST_ITERATIONS);
      }
    }
  }

  private Tensor matrix(Tensor weight) {
    if (dim == 0) {
      return weight.flatten(1, -1);
    }
    LongStream others = LongStream.range(0, weight.dim()).filter(d -> d != dim);
    return weight.permute(LongStream.concat(LongStream.of(dim), others).toArray()).flatten(1, -1);
  }

  private Tensor length(Tensor vector) {
    return Linalg.vectorNorm(vector, 2.0, new long[] {0}, true, null)
        .clampMin(eps)
        .expandAs(vector);
  }

  private void iterate(Tensor matrix, int times) {
    try (var scope = Torch.scope();
        var noGrad = Torch.noGrad()) {
      for (int i = 0; i < times; i++) {
        Tensor left = Torch.mv(matrix, buffer("_v"));
        torch.div_out(buffer("_u").unwrap(), left.unwrap(), length(left).unwrap());
        Tensor right = Torch.mv(matrix.mH(), buffer("_u"));
        torch.div_out(buffer("_v").unwrap(), right.unwrap(), length(right).unwrap());
      }
    }
  }

  @Override
  public Tensor forward(Tensor weight) {
    if (weight.dim() == 1) {
      return weight.div(length(weight));
    }
    Tensor matrix = matrix(weight);
    if (isTraining()) {
      iterate(matrix, iterations);
    }
    // Copies, because the buffers may change before the backward pass.
    Tensor left = buffer("_u").clone();
    Tensor right = buffer("_v").clone();
    return weight.div(Torch.vdot(left, Torch.mv(matrix, right)));
  }
}
