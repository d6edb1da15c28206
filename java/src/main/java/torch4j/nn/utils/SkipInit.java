package torch4j.nn.utils;

import java.util.function.Supplier;
import torch4j.internal.InitSwitch;
import torch4j.internal.Require;
import torch4j.nn.Module;

/**
 * Creates modules without initializing their parameters. Same as {@code torch.nn.utils.skip_init}.
 */
public final class SkipInit {
  private SkipInit() {}

  /**
   * Creates a module without initializing its parameters, to load a state dict or to initialize
   * them in another way. The functions of {@code torch4j.nn.init.Init} do nothing on this thread
   * until the supplier returns.
   *
   * @return the module that the supplier returns
   */
  public static <M extends Module> M skipInit(Supplier<M> make) {
    return InitSwitch.off(Require.nonNull(make, "make", "a supplier of a module"));
  }
}
