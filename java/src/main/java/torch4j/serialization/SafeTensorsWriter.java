package torch4j.serialization;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch.Layout;
import torch4j.Tensor;
import torch4j.internal.LeakDetector;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.internal.Unscoped;

/**
 * Writes a safetensors file, with tensors ordered by element size, largest first, and then by name,
 * so that each is aligned.
 */
final class SafeTensorsWriter implements Closeable {
  private static final int ALIGNMENT = 8;
  private static final int LONGEST = 100_000_000;

  private final Map<String, String> metadata;
  private final List<Item> items = new ArrayList<>();
  private final List<Tensor> copies = new ArrayList<>();

  private record Item(String name, String format, Dtype dtype, Tensor tensor) {}

  /**
   * Prepares to write these tensors.
   *
   * @throws IllegalArgumentException if one cannot be saved
   */
  SafeTensorsWriter(Map<String, Tensor> tensors, Map<String, String> metadata) {
    Require.nonNull(tensors, "tensors", "a map of tensors");
    Require.nonNull(metadata, "metadata", "a map of strings, which may be empty");
    this.metadata = new LinkedHashMap<>(metadata); // in the user's order
    this.metadata.forEach(SafeTensorsWriter::requireText);
    tensors.forEach((name, tensor) -> items.add(item(name, tensor)));
    requireNoSharedMemory();
    items.sort(
        Comparator.comparingInt((Item item) -> -item.dtype().bytes()).thenComparing(Item::name));
  }

  private static void requireText(String key, String value) {
    if (key == null || value == null) {
      throw new IllegalArgumentException(
          "metadata: got " + key + "=" + value + ", expected a string for each name");
    }
  }

  private static Item item(String name, Tensor tensor) {
    Require.nonNull(name, "tensors", "a name for each tensor");
    Require.nonNull(tensor, "tensors[\"" + name + "\"]", "a tensor");
    if (tensor.unwrap().isNull()) {
      throw LeakDetector.closedTensor(name, tensor.unwrap());
    }
    if (name.equals(SafeTensorsHeader.METADATA)) {
      throw new IllegalArgumentException("name: got " + name + ", expected another");
    }
    if (!tensor.unwrap().defined()
        || tensor.unwrap().layout().intern() != Layout.Strided
        || !tensor.isContiguous()) {
      throw new IllegalArgumentException(
          name
              + ": got "
              + TensorDescription.of(tensor)
              + ", expected a contiguous tensor; call"
              + " contiguous() on it");
    }
    Dtype dtype = Dtype.of(tensor.dtype());
    String format =
        SafeTensorsEntry.DTYPES.entrySet().stream()
            .filter(entry -> entry.getValue().equals(dtype.name()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        name
                            + ": got the dtype "
                            + dtype.name()
                            + ", expected one of "
                            + SafeTensorsEntry.DTYPES.values()));
    return new Item(name, format, dtype, tensor);
  }

  private void requireNoSharedMemory() {
    record Range(String name, NativeMemory memory) {}
    List<Range> ranges = new ArrayList<>();
    for (Item item : items) {
      if (item.tensor().isCpu() && item.tensor().numel() > 0) {
        ranges.add(new Range(item.name(), NativeMemory.of(item.tensor())));
      }
    }
    ranges.sort(Comparator.comparingLong(range -> range.memory().address()));
    for (int i = 1; i < ranges.size(); i++) {
      NativeMemory before = ranges.get(i - 1).memory();
      if (ranges.get(i).memory().address() < before.address() + before.size()) {
        throw new IllegalArgumentException(
            "tensors: got "
                + ranges.get(i - 1).name()
                + " and "
                + ranges.get(i).name()
                + " that share memory, expected tensors with separate memory; leave one out, or"
                + " clone it");
      }
    }
  }

  /** Writes the file. */
  void write(WritableByteChannel out) throws IOException {
    byte[] header = header();
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    write(out, length.putLong(header.length).flip());
    write(out, ByteBuffer.wrap(header));
    long position = (long) Long.BYTES + header.length;
    for (Item item : items) {
      NativeMemory memory = NativeMemory.of(asWritten(item.tensor()));
      memory.writeTo(out, position);
      position += memory.size();
    }
  }

  // On the CPU, with lazy conjugation and negation resolved.
  private Tensor asWritten(Tensor tensor) {
    Tensor here = tensor.isCpu() ? tensor : copied(tensor::cpu);
    here = here.isConj() ? copied(here::resolveConj) : here;
    return here.isNeg() ? copied(here::resolveNeg) : here;
  }

  private Tensor copied(Supplier<Tensor> make) {
    Tensor copy = Unscoped.make(make);
    copies.add(copy);
    return copy;
  }

  private static void write(WritableByteChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private byte[] header() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
      json.writeStartObject();
      if (!metadata.isEmpty()) {
        json.writeObjectFieldStart(SafeTensorsHeader.METADATA);
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
          json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
      }
      long begin = 0;
      for (Item item : items) {
        write(json, item, begin);
        begin += item.tensor().nbytes();
      }
      json.writeEndObject();
    }
    while ((Long.BYTES + bytes.size()) % ALIGNMENT != 0) {
      bytes.write(' ');
    }
    if (bytes.size() > LONGEST) {
      throw new IllegalArgumentException(
          "header: got " + bytes.size() + " bytes, expected at most " + LONGEST);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, Item item, long begin) throws IOException {
    json.writeObjectFieldStart(item.name());
    json.writeStringField("dtype", item.format());
    long[] shape = item.tensor().shape();
    if (item.format().equals(SafeTensorsEntry.HALF_BYTES) && shape.length > 0) {
      shape[shape.length - 1] *= 2;
    }
    json.writeFieldName("shape");
    json.writeArray(shape, 0, shape.length);
    json.writeFieldName("data_offsets");
    json.writeArray(new long[] {begin, begin + item.tensor().nbytes()}, 0, 2);
    json.writeEndObject();
  }

  @Override
  public void close() {
    copies.forEach(Tensor::close);
  }
}
