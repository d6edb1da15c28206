package torch4j.nn;

import java.util.Map;
import torch4j.RemovableHandle;
import torch4j.Tensor;

/** The part of {@link Module} that saves, loads and copies its state. */
abstract sealed class StatefulModule extends ConvertibleModule permits Module {
  final StateHooks stateHooks = new StateHooks();

  StatefulModule() {}

  /**
   * The parameters and persistent buffers of this module and its submodules by their path, and the
   * extra states. Same as {@code state_dict()}.
   *
   * @return a new map, in Python's order, an {@link torch4j.serialization.OrderedDict} with
   *     Python's {@code _metadata}; the tensors share the module's memory, do not require gradients
   *     and belong to no scope
   */
  public final Map<String, Tensor> stateDict() {
    return stateDict("");
  }

  /**
   * The state dict with this prefix before every key. Same as {@code state_dict(prefix=prefix)}.
   */
  public final Map<String, Tensor> stateDict(String prefix) {
    return StateDictWriter.write((Module) this, prefix);
  }

  /**
   * Copies a state dict into this module and its submodules; all keys must match. Same as {@code
   * load_state_dict(state)}.
   *
   * @throws IllegalArgumentException with Python's message if keys are missing or unexpected,
   *     shapes differ, or a value cannot be copied; the module is then unchanged
   */
  public final IncompatibleKeys loadStateDict(Map<String, Tensor> state) {
    return loadStateDict(state, true);
  }

  /**
   * Copies a state dict into this module and its submodules. Same as {@code load_state_dict(state,
   * strict)}.
   *
   * @param strict whether missing and unexpected keys are an error
   * @return the missing and the unexpected keys
   * @throws IllegalArgumentException with Python's message if shapes differ, a value cannot be
   *     copied or, when strict, keys are missing or unexpected; the module is then unchanged
   */
  public final IncompatibleKeys loadStateDict(Map<String, Tensor> state, boolean strict) {
    return loadStateDict(state, strict, false);
  }

  /**
   * Loads a state dict into this module and its submodules. Same as {@code load_state_dict(state,
   * strict, assign)}.
   *
   * <p>Without {@code assign} values are copied, and converted to the module's dtypes and devices.
   * With it the module's parameters and buffers are replaced by the state dict's tensors, with
   * their dtype, device and memory; {@code requires_grad} is preserved. Create the optimizer after
   * that, because it updates the tensors that it was created with.
   *
   * <p>A batch norm's {@code num_batches_tracked} may be absent, as it is from files before PyTorch
   * 0.4.1.
   *
   * @param strict whether missing and unexpected keys are an error
   * @param assign whether the module uses the state dict's tensors instead of copying their values
   * @return the missing and the unexpected keys
   * @throws IllegalArgumentException with Python's message if shapes differ, a value cannot be
   *     loaded or, when strict, keys are missing or unexpected; the module is then unchanged,
   *     except by a post-hook or {@link #setExtraState}
   */
  public final IncompatibleKeys loadStateDict(
      Map<String, Tensor> state, boolean strict, boolean assign) {
    return StateDictLoader.load((Module) this, state, strict, assign);
  }

  /**
   * The extra state to include in the module's state dict, under {@code _extra_state}: a tensor, a
   * number, a string, or lists and maps of these. Override it together with {@link #setExtraState}.
   * Same as {@code get_extra_state}.
   *
   * <p>An extra state that is not a tensor is a value of the state dict although the map's type is
   * that of tensors; the state dict can be saved and loaded, and its other values can be read.
   *
   * @throws UnsupportedOperationException if a subclass has not overridden it
   */
  protected Object getExtraState() {
    throw new UnsupportedOperationException(
        "getExtraState: got " + typeName() + ", expected a module that overrides it");
  }

  /**
   * Sets the extra state that {@link #getExtraState} returned, from a loaded state dict. Same as
   * {@code set_extra_state}.
   *
   * @throws UnsupportedOperationException if a subclass has not overridden it
   */
  protected void setExtraState(Object state) {
    throw new UnsupportedOperationException(
        "setExtraState: got " + typeName() + ", expected a module that overrides it");
  }

  /** Called after a state dict has been loaded, which may have initialized lazy parameters. */
  void loaded() {}

  /** The number of dimensions of an uninitialized parameter or buffer. */
  int lazyDimensions(String name) {
    return 1;
  }

  /** The version of a state dict's layout: {@code _version} in Python. */
  long stateVersion() {
    return 1;
  }

  /** Whether a strictly loaded state dict may lack this name. */
  boolean mayLack(String name) {
    return false;
  }

  /**
   * A deep copy of this module with copies of all parameters and buffers. Same as {@code
   * copy.deepcopy(module)}: tied weights are tied in the copy.
   *
   * <p>Fields of modules and tensors, and lists, sets, maps and arrays of them, are copied, also in
   * user classes; other objects are shared with the original.
   *
   * @throws IllegalStateException if a field cannot be accessed (a class in a named Java module
   *     that is not open to torch4j)
   */
  public final Module deepCopy() {
    registered();
    return new ModuleCopy().of((Module) this);
  }

  /** A shallow copy, whose fields {@link ModuleCopy} replaces. */
  final Module shallowCopy() {
    try {
      return (Module) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Registers a hook that is called before {@link #stateDict} of this module or of one that
   * contains it. Same as {@code register_state_dict_pre_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerStateDictPreHook(StateDictPreHook hook) {
    return HookList.add(stateHooks.beforeSave, hook);
  }

  /**
   * Registers a hook that is called in {@link #stateDict} of this module or of one that contains
   * it, when its entries are in the state dict. Same as {@code register_state_dict_post_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerStateDictPostHook(StateDictPostHook hook) {
    return HookList.add(stateHooks.afterSave, hook);
  }

  /**
   * Registers a hook that is called before each {@link #loadStateDict} of this module or of one
   * that contains it. Same as {@code register_load_state_dict_pre_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerLoadStateDictPreHook(LoadStateDictPreHook hook) {
    return HookList.add(stateHooks.beforeLoad, hook);
  }

  /**
   * Registers a hook that is called after each {@link #loadStateDict} of this module or of one that
   * contains it. Same as {@code register_load_state_dict_post_hook}.
   *
   * @return a handle that removes the hook
   */
  public final RemovableHandle registerLoadStateDictPostHook(LoadStateDictPostHook hook) {
    return HookList.add(stateHooks.afterLoad, hook);
  }
}
