package torch4j.jit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.serialization.Complex;
import torch4j.serialization.Tuple;

/**
 * Serializes the arguments of a call into one byte array, a tree of tagged values that C++ reads
 * (value_tree.h) and converts to the types of the method's schema.
 */
final class ValueWriter {
  private static final int DEEPEST = 64;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);
  private int depth;

  private ValueWriter() {}

  /** A string as UTF-8. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Strings as UTF-8. */
  static byte[][] utf8(Collection<String> texts) {
    return texts.stream().map(ValueWriter::utf8).toArray(byte[][]::new);
  }

  /** Serializes one value. */
  static byte[] value(Object value) {
    return written(writer -> writer.write(value));
  }

  /** Serializes a call: method, positional and keyword arguments, and whether to run hooks. */
  static byte[] call(String method, CallArguments arguments, boolean withHooks) {
    return written(
        writer -> {
          writer.size('U', 4);
          writer.write(method);
          writer.write(arguments.positional());
          writer.write(arguments.named());
          writer.write(withHooks);
        });
  }

  private interface Body {
    void write(ValueWriter writer) throws IOException;
  }

  private static byte[] written(Body body) {
    var writer = new ValueWriter();
    try {
      body.write(writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // does not happen in memory
    }
    return writer.bytes.toByteArray();
  }

  private void write(Object value) throws IOException {
    if (value == null) {
      out.writeByte('N');
    } else if (value instanceof Tensor tensor) {
      number('T', tensor.unwrap().address());
    } else if (value instanceof Boolean truth) {
      out.writeByte('B');
      out.writeBoolean(truth);
    } else if (value instanceof Float || value instanceof Double) {
      number('D', Double.doubleToRawLongBits(((Number) value).doubleValue()));
    } else if (isWhole(value)) {
      number('I', ((Number) value).longValue());
    } else if (value instanceof String text) {
      text('S', text);
    } else {
      writeRare(value);
    }
  }

  private static boolean isWhole(Object value) {
    return value instanceof Long
        || value instanceof Integer
        || value instanceof Short
        || value instanceof Byte;
  }

  private void writeRare(Object value) throws IOException {
    if (value instanceof Complex complex) {
      number('C', Double.doubleToRawLongBits(complex.real()));
      out.writeDouble(complex.imag());
    } else if (value instanceof Device device) {
      text('V', device.toString());
    } else if (value instanceof DType dtype) {
      number('I', dtype.unwrap().value);
    } else if (value instanceof ScriptModule module) {
      number('O', module.handle().address());
    } else {
      deeper();
      writeItems(value);
      depth--;
    }
  }

  // A list may contain itself.
  private void deeper() {
    if (++depth > DEEPEST) {
      throw new IllegalArgumentException(
          "arguments: got more than " + DEEPEST + " levels of nested lists, expected fewer");
    }
  }

  private void writeItems(Object value) throws IOException {
    if (value instanceof Tuple tuple) {
      items('U', tuple);
    } else if (value instanceof NamedTuple tuple) {
      out.writeByte('n');
      characters(tuple.name());
      out.writeInt(tuple.fields().size());
      for (String field : tuple.fields()) {
        characters(field);
      }
      all(tuple.values());
    } else if (value instanceof Map<?, ?> map) {
      size('M', map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        write(entry.getKey());
        write(entry.getValue());
      }
    } else if (value instanceof Collection<?> collection) {
      items('L', collection);
    } else if (value.getClass().isArray()) {
      array(value);
    } else {
      text('X', "a " + value.getClass().getName());
    }
  }

  private void array(Object array) throws IOException {
    if (array instanceof Object[] objects) {
      items('L', Arrays.asList(objects));
      return;
    }
    int length = Array.getLength(array);
    if (array instanceof double[] || array instanceof float[]) {
      size('d', length);
      for (int i = 0; i < length; i++) {
        out.writeDouble(Array.getDouble(array, i));
      }
    } else if (array instanceof boolean[] || array instanceof char[]) {
      size('L', length);
      for (int i = 0; i < length; i++) {
        write(Array.get(array, i));
      }
    } else {
      size('i', length);
      for (int i = 0; i < length; i++) {
        out.writeLong(Array.getLong(array, i));
      }
    }
  }

  private void items(char tag, Collection<?> values) throws IOException {
    List<?> list = Arrays.asList(values.toArray()); // a snapshot, so that its size fits its values
    size(tag, list.size());
    all(list);
  }

  private void all(Collection<?> values) throws IOException {
    for (Object value : values) {
      write(value);
    }
  }

  private void size(char tag, int size) throws IOException {
    out.writeByte(tag);
    out.writeInt(size);
  }

  private void number(char tag, long value) throws IOException {
    out.writeByte(tag);
    out.writeLong(value);
  }

  private void text(char tag, String value) throws IOException {
    out.writeByte(tag);
    characters(value);
  }

  private void characters(String value) throws IOException {
    byte[] utf8 = utf8(value);
    out.writeInt(utf8.length);
    out.write(utf8);
  }
}
