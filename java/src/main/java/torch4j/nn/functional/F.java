package torch4j.nn.functional;

/**
 * The operations of the layers as functions without state. Same as {@code torch.nn.functional},
 * which is usually imported as {@code F}.
 *
 * <p>The functions are declared in this class's superclasses, by topic. They return tensors that
 * belong to the innermost open scope, and may be called from any thread.
 *
 * <p>A null argument or one that LibTorch refuses is an {@link IllegalArgumentException}, a closed
 * tensor an {@link IllegalStateException}; the message names the function and the argument.
 */
public final class F extends VisionFunctions {
  private F() {}
}
