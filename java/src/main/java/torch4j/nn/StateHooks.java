package torch4j.nn;

import java.util.ArrayList;
import java.util.List;

/** The state dict hooks of a module, in the order in which they were registered. */
final class StateHooks {
  final List<StateDictPreHook> beforeSave = new ArrayList<>();
  final List<StateDictPostHook> afterSave = new ArrayList<>();
  final List<LoadStateDictPreHook> beforeLoad = new ArrayList<>();
  final List<LoadStateDictPostHook> afterLoad = new ArrayList<>();

  /** A copy with the same hooks. */
  StateHooks copy() {
    var copy = new StateHooks();
    copy.beforeSave.addAll(beforeSave);
    copy.afterSave.addAll(afterSave);
    copy.beforeLoad.addAll(beforeLoad);
    copy.afterLoad.addAll(afterLoad);
    return copy;
  }
}
