package torch4j.nn.utils;

import java.util.function.Supplier;
import torch4j.internal.InitSwitch;
import torch4j.internal.Require;
import torch4j.nn.Module;

/** Builds layers that no random numbers are drawn for. Same as {@code torch.nn.utils.skip_init}. */
public final class SkipInit {
  private SkipInit() {}

  /**
   * Builds a module whose parameters are whatever their memory holds: to be filled from a state
   * dict, or with your own initialization. Only {@code torch4j.nn.init.Init} is skipped, on this
   * thread, until the supplier returns.
   *
   * @return what the supplier returns
   */
  public static <M extends Module> M skipInit(Supplier<M> make) {
    return InitSwitch.off(Require.nonNull(make, "make", "what makes a module"));
  }
}
