package torch4j.serialization;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;

/** Files made by hand, right and wrong. */
final class Crafted {
  private Crafted() {}

  /** A file as torch.save writes it. */
  static byte[] saved(Object value) {
    var out = new ByteArrayOutputStream();
    Serialization.save(value, out);
    return out.toByteArray();
  }

  /** A zip file with these entries, each with its right CRC. */
  static byte[] zip(Map<String, byte[]> entries) {
    try {
      var out = new ByteArrayOutputStream();
      var zip = new ZipWriter(Channels.newChannel(out), "archive");
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        zip.write(entry.getKey(), entry.getValue());
      }
      zip.finish();
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of torch.save with this pickle and these storages. */
  static byte[] file(byte[] pickle, byte[]... storages) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("data.pkl", pickle);
    entries.put("byteorder", latin1("little"));
    for (int i = 0; i < storages.length; i++) {
      entries.put("data/" + i, storages[i]);
    }
    entries.put("version", latin1("3\n"));
    return zip(entries);
  }

  /** The same with a pickle in latin1. */
  static byte[] file(String pickle, byte[]... storages) {
    return file(latin1(pickle), storages);
  }

  /** Bytes of the characters up to 0xff. */
  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** A pickle of one float32 tensor, storage "0" with {@code count} elements. */
  static String tensor(long count, long offset, String size, String stride) {
    return "\u0080\u0002ctorch._utils\n_rebuild_tensor_v2\n(("
        + text("storage")
        + "ctorch\nFloatStorage\n"
        + text("0")
        + text("cpu")
        + number(count)
        + "tQ"
        + number(offset)
        + size
        + stride
        + "\u0089}tR.";
  }

  /** A str's instruction. */
  static String text(String text) {
    return "X" + (char) text.length() + "\0\0\0" + text;
  }

  /** An int's instruction. */
  static String number(long number) {
    var bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
    return "\u008a\u0008" + new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** A tuple of ints. */
  static String numbers(long... numbers) {
    var tuple = new StringBuilder("(");
    for (long number : numbers) {
      tuple.append(number(number));
    }
    return tuple.append("t").toString();
  }

  /** A safetensors file with this header and so many bytes after it. */
  static byte[] safetensors(String header, int bytes) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + json.length + bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .array();
  }

  /** Values of many kinds. */
  static Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    Tensor t = Torch.arange(12).to(DType.float32).reshape(3, 4);
    values.put("t", t);
    values.put("view", t.t());
    values.put("half", t.to(DType.float16));
    values.put("u16", t.to(DType.uint16));
    values.put("sparse", Torch.eye(3).toSparse());
    values.put("list", new ArrayList<>(List.of(1, 2.5, "text", true, Tuple.of(1, 70000, "x"))));
    var dict = new OrderedDict<String, Object>();
    dict.put("w", Parameter.of(Torch.ones(2)));
    dict.attributes().put("_metadata", Map.of("version", 1));
    values.put("dict", dict);
    values.put("bytes", new byte[] {1, 2, 3});
    return values;
  }

  /** Quantized and nested tensors. */
  static Map<String, Object> quantized() {
    Map<String, Object> values = new LinkedHashMap<>();
    Tensor t = Torch.ones(2, 3);
    values.put(
        "tensor",
        Tensor.wrap(torch.quantize_per_tensor(t.unwrap(), 0.1, 3, DType.quint8.unwrap())));
    values.put(
        "channels",
        Tensor.wrap(
            torch.quantize_per_channel(
                t.unwrap(),
                Torch.ones(2).unwrap(),
                Torch.zeros(2).to(DType.int64).unwrap(),
                0,
                DType.qint8.unwrap())));
    Tensor sizes = Torch.tensor(new long[] {2, 1}).reshape(2, 1);
    Tensor strides = Torch.tensor(new long[] {1, 1}).reshape(2, 1);
    values.put(
        "nested",
        new Pickler.Call(
            new Pickler.Name("torch._utils", "_rebuild_nested_tensor"),
            Tuple.of(Torch.ones(3), sizes, strides, Torch.tensor(new long[] {0, 2}))));
    return values;
  }
}
