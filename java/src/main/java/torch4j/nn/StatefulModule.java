package torch4j.nn;

import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import torch4j.RemovableHandle;

/** The part of {@link Module} that saves, loads and copies its state. */
abstract sealed class StatefulModule extends ConvertibleModule permits Module {
  final StateHooks stateHooks = new StateHooks();

  StatefulModule() {}

  /**
   * The parameters and persistent buffers, of this module and its submodules, by their path, and
   * what modules give as extra state. Same as {@code state_dict()}.
   *
   * @return a new map, in Python's order, an {@link torch4j.serialization.OrderedDict} with
   *     Python's {@code _metadata}; the tensors share the module's memory, do not require gradients
   *     and belong to no scope
   */
  public final Map<String, Tensor> stateDict() {
    return stateDict("");
  }

  /** The state dict with this before every key. Same as {@code state_dict(prefix=prefix)}. */
  public final Map<String, Tensor> stateDict(String prefix) {
    return StateDictWriter.write((Module) this, prefix);
  }

  /**
   * Copies a state dict into this module; all keys must fit. Same as {@code
   * load_state_dict(state)}.
   *
   * @throws IllegalArgumentException in Python's words if keys are missing or unexpected, shapes
   *     differ, or a value cannot be copied; nothing has been changed then
   */
  public final IncompatibleKeys loadStateDict(Map<String, Tensor> state) {
    return loadStateDict(state, true);
  }

  /**
   * Copies a state dict into this module. Same as {@code load_state_dict(state, strict)}.
   *
   * @param strict whether missing and unexpected keys are an error
   * @return the keys that were missing and those that were not expected
   * @throws IllegalArgumentException in Python's words if shapes differ, a value cannot be copied
   *     or, when strict, keys are missing or unexpected; nothing has been changed then
   */
  public final IncompatibleKeys loadStateDict(Map<String, Tensor> state, boolean strict) {
    return loadStateDict(state, strict, false);
  }

  /**
   * Takes a state dict into this module. Same as {@code load_state_dict(state, strict, assign)}.
   *
   * <p>Without {@code assign} values are copied, and converted to the module's dtypes and devices.
   * With it the module's parameters and buffers become the state dict's tensors, with their dtype,
   * device and memory; whether they require gradients stays. An optimizer is made after that, for
   * it steps the tensors that it was given.
   *
   * <p>A batch norm's {@code num_batches_tracked} may be absent, as it is from files before PyTorch
   * 0.4.1.
   *
   * @param strict whether missing and unexpected keys are an error
   * @param assign whether the tensors are taken over instead of copied
   * @return the keys that were missing and those that were not expected
   * @throws IllegalArgumentException in Python's words if shapes differ, a value cannot be taken
   *     or, when strict, keys are missing or unexpected; nothing has been changed then, unless a
   *     post-hook or {@link #setExtraState} has
   */
  public final IncompatibleKeys loadStateDict(
      Map<String, Tensor> state, boolean strict, boolean assign) {
    return StateDictLoader.load((Module) this, state, strict, assign);
  }

  /**
   * What the state dict has of this module beside its parameters and buffers: a tensor, a number, a
   * string, or lists and maps of these, under {@code _extra_state}. To be overridden together with
   * {@link #setExtraState}. Same as {@code get_extra_state}.
   *
   * <p>A state dict with another object than a tensor in it holds that object although its type
   * says tensors; it can be saved and loaded, and its other values can be read.
   *
   * @throws UnsupportedOperationException if a subclass has not overridden it
   */
  protected Object getExtraState() {
    throw new UnsupportedOperationException(
        "getExtraState: got " + typeName() + ", expected a module that overrides it");
  }

  /**
   * Takes what {@link #getExtraState} gave, from a state dict. Same as {@code set_extra_state}.
   *
   * @throws UnsupportedOperationException if a subclass has not overridden it
   */
  protected void setExtraState(Object state) {
    throw new UnsupportedOperationException(
        "setExtraState: got " + typeName() + ", expected a module that overrides it");
  }

  /** Told that lazy parameters may have got their shapes from a state dict. */
  void loaded() {}

  /** The number of dimensions of a lazy parameter or buffer. */
  int lazyDimensions(String name) {
    return 1;
  }

  /** The version of a state dict's layout: {@code _version} in Python. */
  long stateVersion() {
    return 1;
  }

  /** Names that a state dict may lack even when strict. */
  boolean mayLack(String name) {
    return false;
  }

  /**
   * A module of its own with copies of all parameters and buffers. Same as {@code
   * copy.deepcopy(module)}: what is tied stays tied in the copy.
   *
   * <p>Fields of modules and tensors, and lists, sets, maps and arrays of them, are copied, in user
   * classes too; other objects are shared with the original.
   *
   * @throws IllegalStateException if a field cannot be reached (a class in a named Java module that
   *     is not open to torch4j)
   */
  public final Module deepCopy() {
    registered();
    return new ModuleCopy().of((Module) this);
  }

  /** The same fields in another object, for {@link ModuleCopy} to replace them. */
  final Module shallowCopy() {
    try {
      return (Module) clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Runs a hook before {@link #stateDict} of this module or one around it. Same as {@code
   * register_state_dict_pre_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerStateDictPreHook(StateDictPreHook hook) {
    return HookList.add(stateHooks.beforeSave, hook);
  }

  /**
   * Runs a hook after {@link #stateDict} of this module or one around it, once its entries are in
   * the state dict. Same as {@code register_state_dict_post_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerStateDictPostHook(StateDictPostHook hook) {
    return HookList.add(stateHooks.afterSave, hook);
  }

  /**
   * Runs a hook before each {@link #loadStateDict} of this module or one around it. Same as {@code
   * register_load_state_dict_pre_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerLoadStateDictPreHook(LoadStateDictPreHook hook) {
    return HookList.add(stateHooks.beforeLoad, hook);
  }

  /**
   * Runs a hook after each {@link #loadStateDict} of this module or one around it. Same as {@code
   * register_load_state_dict_post_hook}.
   *
   * @return a handle to remove it with
   */
  public final RemovableHandle registerLoadStateDictPostHook(LoadStateDictPostHook hook) {
    return HookList.add(stateHooks.afterLoad, hook);
  }
}
