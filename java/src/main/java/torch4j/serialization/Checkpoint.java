package torch4j.serialization;

import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * A loaded checkpoint: a dictionary whose values are asked for by what they are, so that a file
 * with something else in it is refused in words and not by a cast somewhere later. There is nothing
 * of this kind in Python, where {@code checkpoint["epoch"]} needs no type.
 *
 * <pre>{@code
 * Serialization.save(
 *     Map.of("epoch", 5, "model_state_dict", model.stateDict(),
 *            "optimizer_state_dict", optimizer.stateDict(), "loss", 0.3),
 *     path);
 *
 * var checkpoint = Checkpoint.load(path);
 * model.loadStateDict(checkpoint.tensors("model_state_dict"));
 * optimizer.loadStateDict(checkpoint.map("optimizer_state_dict"));
 * long epoch = checkpoint.integer("epoch");
 * }</pre>
 *
 * @param values all of it
 */
public record Checkpoint(Map<String, Object> values) {
  /**
   * Loads a file of torch.save whose value is a dictionary.
   *
   * @throws InvalidFileException if its value is something else, or the file is damaged
   */
  public static Checkpoint load(Path path) {
    return load(path, Serialization.loadOptions());
  }

  /** The same with options. */
  public static Checkpoint load(Path path, LoadOptions options) {
    Object value = Serialization.load(path, options);
    try {
      return new Checkpoint(textKeys("value", value));
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(path + ": " + e.getMessage(), e);
    }
  }

  /** Whether there is a value of this name. */
  public boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * A whole number.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public long integer(String name) {
    return get(name, Long.class, "an int");
  }

  /**
   * A number.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public double number(String name) {
    return get(name, Number.class, "a number").doubleValue();
  }

  /**
   * A tensor, such as the state of random numbers.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Tensor tensor(String name) {
    return get(name, Tensor.class, "a tensor");
  }

  /**
   * A dictionary, such as an optimizer's state.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Map<String, Object> map(String name) {
    return textKeys(name, values.get(name));
  }

  /**
   * A dictionary of tensors, such as a model's state.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  @SuppressWarnings("unchecked") // each value is looked at
  public Map<String, Tensor> tensors(String name) {
    Map<String, Object> map = map(name);
    map.forEach((key, value) -> require(name + "." + key, value, Tensor.class, "a tensor"));
    return (Map<String, Tensor>) (Map<String, ?>) map;
  }

  private <T> T get(String name, Class<T> type, String expected) {
    return require(name, values.get(name), type, expected);
  }

  @SuppressWarnings("unchecked") // each key is looked at
  private static Map<String, Object> textKeys(String name, Object value) {
    Map<?, ?> map = require(name, value, Map.class, "a dictionary");
    map.keySet().forEach(key -> require(name + "'s key", key, String.class, "a text"));
    return (Map<String, Object>) map;
  }

  private static <T> T require(String name, Object value, Class<T> type, String expected) {
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          name + ": got " + Unpickler.describe(value) + ", expected " + expected);
    }
    return type.cast(value);
  }
}
