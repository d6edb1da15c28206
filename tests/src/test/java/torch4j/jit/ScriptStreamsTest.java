package torch4j.jit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.testing.Tensors;

/** TorchScript from and to streams and bytes, and with further files in it. */
final class ScriptStreamsTest {
  @TempDir static Path folder;
  private static Path script;

  @BeforeAll
  static void makeFiles() {
    script = ScriptedFiles.linear(folder.resolve("linear.pt"));
  }

  private static final class Broken extends OutputStream {
    private int left;

    Broken(int bytes) {
      left = bytes;
    }

    @Override
    public void write(int b) throws IOException {
      if (left-- == 0) {
        throw new IOException("quota exceeded");
      }
    }
  }

  private static long temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().matches("torch4j.*\\.tmp")).count();
    }
  }

  @Test
  void load_bytesAndStream_areTheFile() throws IOException {
    long before = temporaryFiles();
    byte[] bytes = Files.readAllBytes(script);
    ScriptModule file = Jit.load(script);
    ScriptModule ofBytes = Jit.load(bytes);
    ScriptModule ofStream;
    try (InputStream in = Files.newInputStream(script)) {
      ofStream = Jit.load(in);
      assertEquals(-1, in.read(), "read to its end, and open");
    }
    file.stateDict()
        .forEach(
            (name, tensor) -> {
              Tensors.assertSame(tensor, ofBytes.stateDict().get(name), name);
              Tensors.assertSame(tensor, ofStream.stateDict().get(name), name);
            });
    assertEquals(before, temporaryFiles());
  }

  @Test
  void load_damagedStream_isNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(script);
    byte[] half = Arrays.copyOf(bytes, bytes.length / 2);
    var e =
        assertThrows(
            IllegalArgumentException.class, () -> Jit.load(new ByteArrayInputStream(half)));
    assertTrue(e.getMessage().startsWith("<stream>: got no zip archive, or a damaged one ("));
    e = assertThrows(IllegalArgumentException.class, () -> Jit.load(new byte[3]));
    assertTrue(e.getMessage().startsWith("<bytes>: got no zip archive"), e.getMessage());
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("connection reset");
          }

          @Override
          public int read(byte[] into, int from, int count) throws IOException {
            return read();
          }
        };
    var io = assertThrows(UncheckedIOException.class, () -> Jit.load(broken));
    assertEquals(
        "<stream>: got \"connection reset\" while reading, expected a stream with a whole file",
        io.getMessage());
  }

  @Test
  void save_stream_loadsAgainAndInPython() throws IOException {
    ScriptModule module = Jit.load(script);
    var out = new ByteArrayOutputStream();
    Jit.save(module, out, Map.of("labels.txt", new byte[] {1, 2}));
    Map<String, byte[]> extra = new HashMap<>();
    extra.put("labels.txt", null);
    extra.put("none.txt", null);
    ScriptModule again = Jit.load(out.toByteArray(), Jit.loadOptions().extraFiles(extra));
    assertArrayEquals(new byte[] {1, 2}, extra.get("labels.txt"));
    assertNull(extra.get("none.txt"));
    Tensor x = Torch.ones(1, 20);
    Tensors.assertSame(module.call(x), again.call(x), "output");
    Path path = folder.resolve("saved.pt");
    Jit.save(module, path, Map.of("labels.txt", new byte[] {1, 2}));
    Tensors.assertSame(module.call(x), Jit.load(path).call(x), "output");
  }

  @Test
  void save_brokenStream_throwsItsError() {
    ScriptModule module = Jit.load(script);
    for (int bytes : new int[] {0, 1, 10_000}) {
      var e = assertThrows(UncheckedIOException.class, () -> module.save(new Broken(bytes)));
      assertEquals(
          "<stream>: got \"quota exceeded\" while writing, expected a stream that takes the whole"
              + " file; what it has is incomplete",
          e.getMessage());
    }
    OutputStream failing =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new IllegalStateException("not now");
          }
        };
    var e = assertThrows(IllegalStateException.class, () -> module.save(failing));
    assertEquals("not now", e.getMessage());
  }

  @Test
  void extraFiles_null_isRefusedByItsName() {
    ScriptModule module = Jit.load(script);
    Path path = folder.resolve("null.pt");
    Map<String, byte[]> files = new HashMap<>();
    files.put("labels.txt", null);
    var e = assertThrows(IllegalArgumentException.class, () -> module.save(path, files));
    assertEquals("extraFiles[\"labels.txt\"]: got null, expected the file's bytes", e.getMessage());
    Map<String, byte[]> unnamed = new HashMap<>();
    unnamed.put(null, new byte[0]);
    e = assertThrows(IllegalArgumentException.class, () -> module.save(path, unnamed));
    assertEquals("extraFiles: got null, expected a name for each file", e.getMessage());
    var options = Jit.loadOptions().extraFiles(unnamed);
    e = assertThrows(IllegalArgumentException.class, () -> Jit.load(script, options));
    assertEquals("extraFiles: got null, expected a name for each file", e.getMessage());
  }

  @Test
  void extraFiles_mapThatDoesNotChange_isRefusedBeforeLoading() {
    var options = Jit.loadOptions().extraFiles(Map.of("labels.txt", new byte[0]));
    var e = assertThrows(IllegalArgumentException.class, () -> Jit.load(script, options));
    assertEquals(
        "extraFiles: got an unmodifiable map, expected one such as a HashMap", e.getMessage());
    Jit.load(script, Jit.loadOptions().extraFiles(Map.of("none", new byte[0])));
  }
}
