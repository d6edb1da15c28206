package torch4j.training;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import torch4j.nn.Module;

/** Says that a model is being trained: two trainers at once would spoil each other's gradients. */
final class ModelClaim implements AutoCloseable {
  private static final Set<Module> CLAIMED = Collections.newSetFromMap(new IdentityHashMap<>());

  private final Module model;

  private ModelClaim(Module model) {
    this.model = model;
  }

  /**
   * Claims a model until closed.
   *
   * @throws IllegalStateException if it is claimed
   */
  static ModelClaim of(Module model) {
    synchronized (CLAIMED) {
      if (!CLAIMED.add(model)) {
        throw new IllegalStateException(
            "fit: got a model that another trainer is training, expected one trainer at a time");
      }
    }
    return new ModelClaim(model);
  }

  @Override
  public void close() {
    synchronized (CLAIMED) {
      CLAIMED.remove(model);
    }
  }
}
