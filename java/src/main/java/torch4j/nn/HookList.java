package torch4j.nn;

import java.util.List;
import torch4j.RemovableHandle;
import torch4j.internal.Require;

/** Adds hooks to a list, and takes them away again. */
final class HookList {
  private HookList() {}

  static <H> RemovableHandle add(List<H> hooks, H hook) {
    hooks.add(Require.nonNull(hook, "hook", "a hook"));
    // By identity: the same hook may be there twice, and lists compare by equals.
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
