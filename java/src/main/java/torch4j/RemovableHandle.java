package torch4j;

import torch4j.internal.Require;

/** What was added and can be taken away again, such as a hook. Closing twice does nothing. */
public final class RemovableHandle implements AutoCloseable {
  private final Runnable removal;

  /** A handle that does this, once or more often. */
  public RemovableHandle(Runnable removal) {
    this.removal = Require.nonNull(removal, "removal", "what takes it away");
  }

  /** Takes the hook away. Same as {@code handle.remove()}. */
  public void remove() {
    removal.run();
  }

  /** Same as {@link #remove()}: {@code try (var handle = module.registerForwardHook(...))}. */
  @Override
  public void close() {
    remove();
  }
}
