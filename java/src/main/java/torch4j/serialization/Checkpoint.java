package torch4j.serialization;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import torch4j.Tensor;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

/**
 * A checkpoint: a dictionary with a method for each type of value, which refuses a value of another
 * type with a message that names the key, instead of a later ClassCastException. Python has no such
 * class, because {@code checkpoint["epoch"]} needs no type there.
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
 * @param values the dictionary
 */
public record Checkpoint(Map<String, Object> values) {
  /** Requires a map. */
  public Checkpoint {
    Require.nonNull(values, "values", "a map");
  }

  /**
   * Loads a file of torch.save whose value is a dictionary.
   *
   * @throws InvalidFileException if its value is something else, or the file is damaged
   */
  public static Checkpoint load(Path path) {
    return load(path, Serialization.loadOptions());
  }

  /** Same, with options. */
  public static Checkpoint load(Path path, LoadOptions options) {
    return of(Serialization.load(path, options), path);
  }

  /** Loads a checkpoint from the bytes of a file. */
  public static Checkpoint load(byte[] bytes) {
    return load(bytes, Serialization.loadOptions());
  }

  /** Same, with options. */
  public static Checkpoint load(byte[] bytes, LoadOptions options) {
    return of(Serialization.load(bytes, options), FileFailure.BYTES);
  }

  /** Loads a checkpoint from a stream; see {@link Serialization#load(InputStream)}. */
  public static Checkpoint load(InputStream in) {
    return load(in, Serialization.loadOptions());
  }

  /** Same, with options. */
  public static Checkpoint load(InputStream in, LoadOptions options) {
    return of(Serialization.load(in, options), FileFailure.STREAM);
  }

  private static Checkpoint of(Object value, Object source) {
    try {
      return new Checkpoint(textKeys("value", value));
    } catch (IllegalArgumentException e) {
      throw new InvalidFileException(source + ": " + e.getMessage(), e);
    }
  }

  /** Saves the dictionary; see {@link Serialization#save(Object, Path)}. */
  public void save(Path path) {
    Serialization.save(values, path);
  }

  /** Saves the dictionary to a stream, which stays open. */
  public void save(OutputStream out) {
    Serialization.save(values, out);
  }

  /** Whether the dictionary has this key. */
  public boolean has(String name) {
    return values.containsKey(requireName(name));
  }

  /**
   * The int of this key.
   *
   * @throws IllegalArgumentException if its value is missing or something else
   */
  public long integer(String name) {
    return get(name, Long.class, "an int");
  }

  /**
   * The number of this key.
   *
   * @throws IllegalArgumentException if its value is missing or something else
   */
  public double number(String name) {
    return get(name, Number.class, "a number").doubleValue();
  }

  /**
   * The tensor of this key, such as a generator's state.
   *
   * @throws IllegalArgumentException if its value is missing or something else
   */
  public Tensor tensor(String name) {
    return get(name, Tensor.class, "a tensor");
  }

  /**
   * The dictionary of this key, such as an optimizer's state dict.
   *
   * @throws IllegalArgumentException if its value is missing or something else
   */
  public Map<String, Object> map(String name) {
    return textKeys(name, values.get(requireName(name)));
  }

  /**
   * The dictionary of tensors of this key, such as a model's state dict.
   *
   * @throws IllegalArgumentException if its value is missing or something else
   */
  @SuppressWarnings("unchecked") // each value is looked at
  public Map<String, Tensor> tensors(String name) {
    Map<String, Object> map = map(name);
    map.forEach((key, value) -> require(name + "." + key, value, Tensor.class, "a tensor"));
    return (Map<String, Tensor>) (Map<String, ?>) map;
  }

  private <T> T get(String name, Class<T> type, String expected) {
    return require(name, values.get(requireName(name)), type, expected);
  }

  private static String requireName(String name) {
    return Require.nonNull(name, "name", "a key of the dictionary");
  }

  @SuppressWarnings("unchecked") // all keys are checked
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
