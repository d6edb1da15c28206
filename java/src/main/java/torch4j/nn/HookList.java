package torch4j.nn;

import java.util.List;
import torch4j.RemovableHandle;
import torch4j.internal.Require;

/** Adds hooks to a list; the returned handle removes them. */
final class HookList {
  private HookList() {}

  static <H> RemovableHandle add(List<H> hooks, H hook) {
    hooks.add(Require.nonNull(hook, "hook", "a hook"));
    // Compared by identity: List.remove would use equals.
    return new RemovableHandle(() -> removeOne(hooks, hook));
  }

  private static <H> void removeOne(List<H> hooks, H hook) {
    for (int i = 0; i < hooks.size(); i++) {
      if (hooks.get(i) == hook) {
        hooks.remove(i);
        return;
      }
    }
  }
}
