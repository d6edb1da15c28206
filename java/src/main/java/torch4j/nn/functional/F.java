package torch4j.nn.functional;

/**
 * What layers compute, as functions without state. Same as {@code torch.nn.functional}, imported as
 * {@code F} by PyTorch users.
 *
 * <p>The functions are written by topic in this class's superclasses, which exist for that alone.
 * All of them return a tensor that belongs to the innermost open scope, throw LibTorch's own errors
 * as the presets do ({@link RuntimeException}; a layer's {@code call} turns them into ones that
 * name the layer), and may be called from any thread.
 */
public final class F extends VisionFunctions {
  private F() {}
}
