package torch4j.serialization;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

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
  /** Checks that there is a map. */
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

  /** The same with options. */
  public static Checkpoint load(Path path, LoadOptions options) {
    return of(Serialization.load(path, options), path);
  }

  /** Loads a file's bytes. */
  public static Checkpoint load(byte[] bytes) {
    return load(bytes, Serialization.loadOptions());
  }

  /** The same with options. */
  public static Checkpoint load(byte[] bytes, LoadOptions options) {
    return of(Serialization.load(bytes, options), FileFailure.BYTES);
  }

  /** Loads a stream, such as a resource of the class path; see {@link Serialization#load}. */
  public static Checkpoint load(InputStream in) {
    return load(in, Serialization.loadOptions());
  }

  /** The same with options. */
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

  /** Whether there is a value of this name. */
  public boolean has(String name) {
    return values.containsKey(requireName(name));
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
    return textKeys(name, values.get(requireName(name)));
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
    return require(name, values.get(requireName(name)), type, expected);
  }

  private static String requireName(String name) {
    return Require.nonNull(name, "name", "a key of the dictionary");
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
