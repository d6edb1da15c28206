package torch4j;

import org.bytedeco.pytorch.global.torch;
import torch4j.internal.Unscoped;

/**
 * A source of random numbers on the CPU. Same as {@code torch.Generator()}. Belongs to no scope;
 * the garbage collector frees it.
 */
public final class Generator {
  private final org.bytedeco.pytorch.Generator raw;

  /** A generator with PyTorch's default seed. */
  public Generator() {
    this(Unscoped.make(() -> torch.make_generator_cpu()));
  }

  private Generator(org.bytedeco.pytorch.Generator raw) {
    this.raw = raw;
  }

  /** The presets' object. */
  public org.bytedeco.pytorch.Generator unwrap() {
    return raw;
  }

  /** Sets the seed. Same as {@code generator.manual_seed}. Returns this generator. */
  public Generator manualSeed(long seed) {
    raw.set_current_seed(seed);
    return this;
  }

  /** The seed that was set last. Same as {@code generator.initial_seed}. */
  public long initialSeed() {
    return raw.current_seed();
  }

  /** Takes a seed from the system, sets it and returns it. Same as {@code generator.seed}. */
  public long seed() {
    return raw.seed();
  }

  /** The state, as bytes that Python's {@code set_state} takes. */
  public Tensor getState() {
    return new Tensor(raw.get_state());
  }

  /**
   * Sets the state. Returns this generator.
   *
   * @throws TorchException if the tensor is no state of a generator
   */
  public Generator setState(Tensor state) {
    try {
      raw.set_state(state.raw);
      return this;
    } catch (RuntimeException e) {
      throw Arguments.failed(e, "set_state(state)", state);
    }
  }
}
