package torch4j.distributions;

import torch4j.Tensor;

/**
 * A region over which a variable is valid. Same as {@code
 * torch.distributions.constraints.Constraint}; {@link Constraints} has those of PyTorch.
 */
public abstract class Constraint {
  /** For subclasses. */
  protected Constraint() {}

  /** Whether the values are discrete. Same as {@code is_discrete}. */
  public boolean isDiscrete() {
    return false;
  }

  /** The number of dimensions, on the right, that make one value. Same as {@code event_dim}. */
  public int eventDim() {
    return 0;
  }

  /** A tensor of truth values: which of the values are valid. Same as {@code check(value)}. */
  public abstract Tensor check(Tensor value);
}
