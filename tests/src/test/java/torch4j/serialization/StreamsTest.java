package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Programs;
import torch4j.testing.Tensors;

/** Files that are streams or bytes: class-path resources, objects of a store. */
final class StreamsTest {
  private static final String RESOURCE = "/golden/files/checkpoint.pt";

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    Torch.init();
  }

  /** A stream that tells whether it was closed, and gives a few bytes at a time. */
  private static final class Slow extends FilterInputStream {
    private boolean closed;

    Slow(byte[] bytes) {
      super(new ByteArrayInputStream(bytes));
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      return super.read(into, from, Math.min(count, 1000));
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection reset");
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      return read();
    }
  }

  private static final class Full extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("quota exceeded");
    }
  }

  private static byte[] large() {
    return Crafted.saved(Map.of("w", Torch.arange(400_000)));
  }

  private static long temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(StreamsTest::isTemporary).count();
    }
  }

  private static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith("torch4j") && name.endsWith(".tmp");
  }

  // ---- torch.save

  @Test
  void load_resource_isTheFile() throws IOException {
    try (InputStream in = StreamsTest.class.getResourceAsStream(RESOURCE)) {
      assertEquals(5, Checkpoint.load(in).integer("epoch"));
    }
    try (InputStream in = StreamsTest.class.getResourceAsStream(RESOURCE)) {
      assertEquals(5, Checkpoint.load(in.readAllBytes()).integer("epoch"));
    }
    try (InputStream in =
        StreamsTest.class.getResourceAsStream("/golden/files/checkpoint.legacy.pt")) {
      assertEquals(5L, ((Map<?, ?>) Serialization.load(in)).get("epoch"));
    }
  }

  @Test
  void load_stream_isReadToItsEndAndStaysOpen() throws IOException {
    for (byte[] bytes : new byte[][] {Crafted.saved(Crafted.values()), large()}) {
      long before = temporaryFiles();
      var in = new Slow(bytes);
      assertTrue(Serialization.load(in) instanceof Map<?, ?>);
      assertFalse(in.closed);
      assertEquals(-1, in.read());
      assertEquals(before, temporaryFiles());
    }
  }

  @Test
  void load_largeStream_isTheSame() {
    byte[] bytes = large();
    assertTrue(bytes.length > 1 << 20, "through a temporary file");
    var map = (Map<?, ?>) Serialization.load(new ByteArrayInputStream(bytes));
    Tensors.assertSame(Torch.arange(400_000), (Tensor) map.get("w"), "w");
  }

  /** Loads a stream in a small heap. */
  static final class Loader {
    private Loader() {}

    /** Loads the file that is named as a stream. */
    public static void main(String[] arguments) throws IOException {
      try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
        var tensor = (Tensor) Serialization.load(in);
        System.out.print(tensor.numel());
      }
      try (InputStream in = Files.newInputStream(Path.of(arguments[1]))) {
        System.out.print(" " + SafeTensors.load(in).get("w").numel());
      }
    }
  }

  @Test
  void load_stream_largerThanTheHeap_loads() {
    Path saved = folder.resolve("large.pt");
    Path safetensors = folder.resolve("large.safetensors");
    Tensor tensor = Torch.ones(30_000_000);
    Serialization.save(tensor, saved, Serialization.saveOptions().durable(false));
    SafeTensors.save(Map.of("w", tensor), safetensors);
    var outcome =
        Programs.java(List.of("-Xmx64m"), Loader.class, saved.toString(), safetensors.toString())
            .requireSuccess();
    assertEquals("30000000 30000000", outcome.out());
  }

  @Test
  void load_damagedStream_isNamed() {
    byte[] bytes = large();
    bytes[bytes.length / 2] ^= 1;
    var e =
        assertThrows(
            InvalidFileException.class, () -> Serialization.load(new ByteArrayInputStream(bytes)));
    assertTrue(e.getMessage().startsWith("<stream>: archive/data/0: got the CRC-32 "));
    var list = new ByteArrayInputStream(Crafted.saved(1));
    e = assertThrows(InvalidFileException.class, () -> Checkpoint.load(list));
    assertEquals("<stream>: value: got a Long, expected a dictionary", e.getMessage());
  }

  @Test
  void load_brokenStream_saysSo() {
    var e = assertThrows(UncheckedIOException.class, () -> Serialization.load(new Broken()));
    assertEquals(
        "<stream>: got \"connection reset\" while reading, expected a file of torch.save",
        e.getMessage());
    e = assertThrows(UncheckedIOException.class, () -> SafeTensors.load(new Broken()));
    assertEquals(
        "<stream>: got \"connection reset\" while reading, expected a safetensors file",
        e.getMessage());
    var later = new java.io.SequenceInputStream(new ByteArrayInputStream(large()), new Broken());
    e = assertThrows(UncheckedIOException.class, () -> Serialization.load(later));
    assertTrue(
        e.getMessage().startsWith("<stream>: got \"connection reset\" while reading"),
        e.getMessage());
  }

  @Test
  void load_mapped_needsAFile() {
    var mmap = Serialization.loadOptions().mmap(true);
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Serialization.load(new ByteArrayInputStream(new byte[0]), mmap));
    assertEquals("mmap: got true with a stream, expected a path to map", e.getMessage());
  }

  @Test
  void save_checkpoint_goesToPathAndStream() {
    var checkpoint = new Checkpoint(Map.of("epoch", 7L));
    var out = new ByteArrayOutputStream();
    checkpoint.save(out);
    assertEquals(7, Checkpoint.load(out.toByteArray()).integer("epoch"));
    checkpoint.save(folder.resolve("c.pt"));
    assertEquals(7, Checkpoint.load(folder.resolve("c.pt")).integer("epoch"));
  }

  @Test
  void save_brokenStream_saysSo() {
    var e = assertThrows(UncheckedIOException.class, () -> Serialization.save(1, new Full()));
    String message =
        "<stream>: got \"quota exceeded\" while writing, expected a stream that takes the whole"
            + " file; what it has is incomplete";
    assertEquals(message, e.getMessage());
    e =
        assertThrows(
            UncheckedIOException.class,
            () -> SafeTensors.save(Map.of("w", Torch.ones(1)), new Full()));
    assertEquals(message, e.getMessage());
  }

  // ---- safetensors

  @Test
  void safetensors_stream_isTheSameAsTheFile() throws IOException {
    Map<String, Tensor> tensors = Map.of("w", Torch.ones(300_000), "b", Torch.zeros(3));
    var out = new ByteArrayOutputStream();
    SafeTensors.save(tensors, Map.of("format", "pt"), out);
    Path path = folder.resolve("w.safetensors");
    SafeTensors.save(tensors, Map.of("format", "pt"), path);
    assertArrayEquals(Files.readAllBytes(path), out.toByteArray());
    var in = new Slow(out.toByteArray());
    Map<String, Tensor> loaded = SafeTensors.load(in);
    assertFalse(in.closed);
    tensors.forEach((name, tensor) -> Tensors.assertSame(tensor, loaded.get(name), name));
    var shorter = new ByteArrayInputStream(out.toByteArray(), 0, out.size() - 1);
    var e = assertThrows(InvalidFileException.class, () -> SafeTensors.load(shorter));
    assertTrue(e.getMessage().startsWith("<stream>: tensors: got "), e.getMessage());
  }
}
