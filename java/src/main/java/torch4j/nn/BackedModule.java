package torch4j.nn;

import java.util.Map;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;

/**
 * The base of modules whose parameters, buffers and mode are those of an object of LibTorch's: of
 * {@code torch4j.jit.ScriptModule}. What is registered here are the object's own tensors, so that
 * whatever changes a tensor, such as an optimizer, {@code to} or {@code loadStateDict}, changes the
 * object's; what replaces one is passed on.
 */
public abstract class BackedModule extends Module {
  /**
   * A module without tensors, so far.
   *
   * @param training the object's mode
   */
  protected BackedModule(boolean training) {
    super.setMode(training);
  }

  /** Passes the mode on to the object. */
  protected abstract void modeChanged(boolean training);

  /**
   * Passes on that another tensor shall be the object's parameter or buffer.
   *
   * @param tensor the new one, or null for none
   * @throws IllegalArgumentException if the object takes no such value
   */
  protected abstract void tensorReplaced(String name, Tensor tensor);

  /** A copy of the object and all below it, hooks excepted: Python's {@code deepcopy}. */
  protected abstract BackedModule copyBacking();

  /** The class's name in Python. */
  protected abstract String pythonName();

  /** Makes a module of the object's a child of this one. */
  protected final void adopt(String name, BackedModule child) {
    registered().children().put(name, child);
  }

  /** Makes exactly these tensors the parameters and buffers of this very module. */
  protected final void adopt(Map<String, Tensor> parameters, Map<String, Tensor> buffers) {
    adopt(registered().parameters(), parameters, Parameter::sharing);
    adopt(registered().buffers(), buffers, tensor -> Buffer.sharing(tensor, true));
  }

  // What is the same tensor stays the same object: others hold on to it.
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
