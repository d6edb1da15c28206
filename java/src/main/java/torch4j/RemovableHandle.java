package torch4j;

import torch4j.internal.Require;

/** A handle that removes a hook. Same as {@code torch.utils.hooks.RemovableHandle}. */
public final class RemovableHandle implements AutoCloseable {
  private Runnable removal;

  /**
   * A handle.
   *
   * @param removal removes the hook; called once
   */
  public RemovableHandle(Runnable removal) {
    this.removal = Require.nonNull(removal, "removal", "what removes the hook");
  }

  /** Removes the hook. Same as {@code handle.remove()}. Removing it twice does nothing. */
  public void remove() {
    Runnable once = removal;
    removal = () -> {};
    once.run();
  }

  /** Removes the hook at the end of {@code try (var handle = module.registerForwardHook(...))}. */
  @Override
  public void close() {
    remove();
  }
}
