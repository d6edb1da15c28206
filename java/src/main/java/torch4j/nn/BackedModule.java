package torch4j.nn;

import java.util.Map;
import java.util.function.Function;
import torch4j.Tensor;

/**
 * The base class of modules whose parameters, buffers and mode are those of a C++ object of
 * LibTorch, such as {@code torch4j.jit.ScriptModule}. The object's own tensors are registered, so
 * that an optimizer, {@code to} or {@code loadStateDict} changes the tensors of the object; when a
 * tensor is replaced, the object is told.
 */
public abstract class BackedModule extends Module {
  /**
   * A module without tensors.
   *
   * @param training the object's mode
   */
  protected BackedModule(boolean training) {
    super.setMode(training);
  }

  /** Sets the mode of the object. */
  protected abstract void modeChanged(boolean training);

  /**
   * Replaces a parameter or buffer of the object.
   *
   * @param tensor the new tensor, or null for none
   * @throws IllegalArgumentException if the object does not accept the value
   */
  protected abstract void tensorReplaced(String name, Tensor tensor);

  /** A deep copy of the object with its submodules, without hooks: Python's {@code deepcopy}. */
  protected abstract BackedModule copyBacking();

  /** The class's name in Python. */
  protected abstract String pythonName();

  /** Registers a submodule of the object as a child of this module. */
  protected final void adopt(String name, BackedModule child) {
    registered().children().put(name, child);
  }

  /** Replaces the parameters and buffers of this module, without its submodules, by these. */
  protected final void adopt(Map<String, Tensor> parameters, Map<String, Tensor> buffers) {
    adopt(registered().parameters(), parameters, Parameter::sharing);
    adopt(registered().buffers(), buffers, tensor -> Buffer.sharing(tensor, true));
  }

  // The same tensor keeps its Java object, which an optimizer may refer to.
  private static <T extends Tensor> void adopt(
      Map<String, T> registered, Map<String, Tensor> tensors, Function<Tensor, T> registrable) {
    registered.keySet().retainAll(tensors.keySet());
    tensors.forEach(
        (name, tensor) -> {
          T before = registered.get(name);
          if (before == null || Parameter.identity(before) != Parameter.identity(tensor)) {
            registered.put(name, registrable.apply(tensor));
          }
        });
  }

  @Override
  final void setMode(boolean mode) {
    super.setMode(mode);
    modeChanged(mode);
  }

  @Override
  final void replacing(String name, Tensor tensor) {
    tensorReplaced(name, tensor);
  }

  @Override
  final void removeParameter(String name) {
    throw new IllegalStateException(
        pythonName()
            + ": got a parametrization of "
            + name
            + ", expected a module written in Java; a script computes with its own parameters");
  }

  @Override
  final String typeName() {
    return pythonName();
  }
}
