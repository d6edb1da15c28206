package torch4j.distributions;

import torch4j.Tensor;
import torch4j.Torch;

/**
 * Real vectors to probabilities, one element longer, by breaking a stick. Same as {@code
 * torch.distributions.transforms.StickBreakingTransform}.
 */
public final class StickBreakingTransform extends Transform {
  /** The transform. */
  public StickBreakingTransform() {}

  /** The transform, with a cache of this size: 0 or 1. */
  public StickBreakingTransform(int cacheSize) {
    super(cacheSize);
  }

  @Override
  public Constraint domain() {
    return Constraints.realVector;
  }

  @Override
  public Constraint codomain() {
    return Constraints.simplex;
  }

  @Override
  public boolean isBijective() {
    return true;
  }

  @Override
  protected Transform copy(int cacheSize) {
    return new StickBreakingTransform(cacheSize);
  }

  @Override
  protected Tensor forward(Tensor x) {
    Tensor z = SigmoidTransform.clipped(x.sub(offset(x).log()));
    Tensor rest = Operators.oneMinus(z).cumprod(-1);
    return Torch.constantPadNd(z, new long[] {0, 1}, 1L)
        .mul(Torch.constantPadNd(rest, new long[] {1, 0}, 1L));
  }

  @Override
  protected Tensor inverse(Tensor y) {
    Tensor cropped = y.narrow(-1, 0, y.size(-1) - 1);
    Tensor rest = Operators.oneMinus(cropped.cumsum(-1)).clamp(Operators.tiny(y));
    return cropped.log().sub(rest.log()).add(offset(cropped).log());
  }

  @Override
  protected Tensor logDeterminant(Tensor x, Tensor y) {
    Tensor moved = x.sub(offset(x).log());
    Tensor logs = y.narrow(-1, 0, y.size(-1) - 1).log();
    return moved.neg().add(Operators.logSigmoid(moved)).add(logs).sum(-1);
  }

  // n, n - 1, ..., 1
  private static Tensor offset(Tensor x) {
    long size = x.size(-1);
    return Torch.rsub(x.newOnes(size).cumsum(-1), size + 1);
  }

  @Override
  public long[] forwardShape(long... shape) {
    return resized(1, shape);
  }

  @Override
  public long[] inverseShape(long... shape) {
    return resized(-1, shape);
  }

  private static long[] resized(long by, long... shape) {
    long[] resized = requireDims(1, shape).clone();
    resized[shape.length - 1] += by;
    return resized;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StickBreakingTransform;
  }

  @Override
  public int hashCode() {
    return StickBreakingTransform.class.hashCode();
  }
}
