package torch4j.serialization;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * A placeholder for what Java has no type for: a class or function of Python by its name, or an
 * object that it would make, with all that the file says of it. {@link LoadOptions#skipUnknown}
 * puts one in the place of each object that {@code torch.load} refuses by default.
 *
 * <pre>{@code
 * var options = Serialization.loadOptions().skipUnknown(true);
 * var arguments = (PythonObject) Serialization.load(Path.of("training_args.bin"), options);
 * arguments.name();                                      // transformers.training_args.TrainingArguments
 * ((Map<?, ?>) arguments.state()).get("learning_rate");  // 5.0E-5
 * }</pre>
 *
 * <p>Nothing of it has been run. It cannot be saved.
 */
public final class PythonObject {
  private final String name;
  private final List<Object> arguments;
  private Object state;
  private List<Object> elements = List.of();
  private Map<Object, Object> items = Map.of();

  /** An object that is made by calling this name. */
  PythonObject(String name, Tuple arguments) {
    this.name = name;
    this.arguments = new ArrayList<>(arguments);
  }

  /** Its class, or the function that makes it, such as {@code torch.nn.modules.linear.Linear}. */
  public String name() {
    return name;
  }

  /** What the class or function is called with; empty for one that is only named. */
  public List<Object> arguments() {
    return Collections.unmodifiableList(arguments);
  }

  /**
   * What the object's {@code __setstate__} is called with, or null: for most objects a map of their
   * attributes.
   */
  public Object state() {
    return state;
  }

  /** Its elements, if it is a kind of list. */
  public List<Object> elements() {
    return Collections.unmodifiableList(elements);
  }

  /** Its items, if it is a kind of dict. */
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

  /** Replaces what is in it before anybody has seen it. */
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
