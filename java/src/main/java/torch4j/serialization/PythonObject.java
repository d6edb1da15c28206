package torch4j.serialization;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A placeholder for an object that has no type in Java, with everything that the file says about
 * it, or for a class or function of Python. {@link LoadOptions#skipUnknown} puts one in the place
 * of each object that {@code torch.load} refuses by default.
 *
 * <pre>{@code
 * var options = Serialization.loadOptions().skipUnknown(true);
 * var arguments = (PythonObject) Serialization.load(Path.of("training_args.bin"), options);
 * arguments.name();                                      // transformers.training_args.TrainingArguments
 * ((Map<?, ?>) arguments.state()).get("learning_rate");  // 5.0E-5
 * }</pre>
 *
 * <p>No code of the object has been run. Placeholders cannot be saved.
 */
public final class PythonObject {
  private final String name;
  private final List<Object> arguments;
  private Object state;
  private List<Object> elements = List.of();
  private Map<Object, Object> items = Map.of();

  /** A placeholder of the object that this call would make. */
  PythonObject(String name, Tuple arguments) {
    this.name = name;
    this.arguments = new ArrayList<>(arguments);
  }

  /** The class, or the function that makes the object: {@code torch.nn.modules.linear.Linear}. */
  public String name() {
    return name;
  }

  /** The arguments of the class or function; empty for a class or function itself. */
  public List<Object> arguments() {
    return Collections.unmodifiableList(arguments);
  }

  /**
   * The argument of the object's {@code __setstate__}, or null; for most objects a map of their
   * attributes.
   */
  public Object state() {
    return state;
  }

  /** The elements, if it is a subclass of list. */
  public List<Object> elements() {
    return Collections.unmodifiableList(elements);
  }

  /** The items, if it is a subclass of dict. */
  public Map<Object, Object> items() {
    return Collections.unmodifiableMap(items);
  }

  void setState(Object value) {
    state = value;
  }

  void addElements(List<Object> more) {
    if (elements.isEmpty()) {
      elements = new ArrayList<>();
    }
    elements.addAll(more);
  }

  void putItem(Object key, Object value) {
    if (items.isEmpty()) {
      items = new LinkedHashMap<>();
    }
    items.put(key, value);
  }

  /** Replaces values while loading. */
  void finish(UnaryOperator<Object> replacement) {
    arguments.replaceAll(replacement);
    state = replacement.apply(state);
    if (!elements.isEmpty()) {
      elements.replaceAll(replacement);
    }
    if (!items.isEmpty()) {
      items.replaceAll((key, value) -> replacement.apply(value));
    }
  }

  /** Its name: {@code PythonObject[torch.nn.modules.linear.Linear]}. */
  @Override
  public String toString() {
    return "PythonObject[" + name + "]";
  }
}
