package torch4j.serialization;

import static torch4j.testing.NullArguments.assertNamed;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;

/** A null argument is refused with the name of its parameter. */
final class SerializationNullTest {
  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    Torch.init();
  }

  @Test
  void serialization_null_isNamed() {
    Map<Executable, String> calls = new LinkedHashMap<>();
    calls.put(() -> Serialization.load((Path) null), "path");
    calls.put(() -> Serialization.load((byte[]) null), "bytes");
    calls.put(() -> Serialization.load((InputStream) null), "in");
    calls.put(() -> Serialization.load(folder, null), "options");
    calls.put(() -> Serialization.load(new byte[0], null), "options");
    calls.put(() -> Serialization.load(InputStream.nullInputStream(), null), "options");
    calls.put(() -> Serialization.save(1, (Path) null), "path");
    calls.put(() -> Serialization.save(1, folder.resolve("x"), null), "options");
    calls.put(() -> Serialization.save(1, (OutputStream) null), "out");
    calls.put(() -> Checkpoint.load((Path) null), "path");
    calls.put(() -> Checkpoint.load((byte[]) null), "bytes");
    calls.put(() -> Checkpoint.load((InputStream) null), "in");
    calls.put(() -> new Checkpoint(null), "values");
    var checkpoint = new Checkpoint(Map.of());
    calls.put(() -> checkpoint.has(null), "name");
    calls.put(() -> checkpoint.integer(null), "name");
    calls.put(() -> checkpoint.number(null), "name");
    calls.put(() -> checkpoint.tensor(null), "name");
    calls.put(() -> checkpoint.map(null), "name");
    calls.put(() -> checkpoint.tensors(null), "name");
    calls.put(() -> checkpoint.save((Path) null), "path");
    calls.put(() -> checkpoint.save((OutputStream) null), "out");
    assertNamed(calls);
  }

  @Test
  void optionsAndValues_null_isNamed() {
    Map<Executable, String> calls = new LinkedHashMap<>();
    LoadOptions options = Serialization.loadOptions();
    calls.put(() -> options.mapLocation((String) null), "mapLocation");
    calls.put(() -> options.mapLocation((Device) null), "mapLocation");
    calls.put(() -> options.mapLocation((Map<String, String>) null), "mapLocation");
    calls.put(() -> options.mapLocation((UnaryOperator<String>) null), "mapLocation");
    calls.put(() -> options.allow((SafeGlobals[]) null), "types");
    calls.put(() -> options.allow((SafeGlobals) null), "types");
    calls.put(() -> new LoadOptions(null, false, Set.of(), false), "mapLocation");
    calls.put(() -> new LoadOptions(saved -> saved, false, null, false), "allowed");
    calls.put(() -> Tuple.of((Object[]) null), "elements");
    calls.put(() -> Tuple.copyOf(null), "elements");
    calls.put(() -> Size.of((long[]) null), "sizes");
    calls.put(() -> new Counter<String>(null), "counts");
    calls.put(() -> Parameter.of(null), "data");
    assertNamed(calls);
  }

  @Test
  void safeTensors_null_isNamed() {
    Path path = folder.resolve("w.safetensors");
    SafeTensors.save(Map.of(), path);
    Map<String, Tensor> withNull = new HashMap<>();
    withNull.put("w", null);
    Map<Executable, String> calls = new LinkedHashMap<>();
    calls.put(() -> SafeTensors.load((Path) null), "path");
    calls.put(() -> SafeTensors.load((byte[]) null), "bytes");
    calls.put(() -> SafeTensors.load((InputStream) null), "in");
    calls.put(() -> SafeTensors.load(path, null), "device");
    calls.put(() -> SafeTensors.open(null), "path");
    calls.put(() -> SafeTensors.open(path).getTensor(null), "key");
    calls.put(() -> SafeTensors.open(path).shape(null), "key");
    calls.put(() -> SafeTensors.open(path).dtype(null), "key");
    calls.put(() -> SafeTensors.save(null, path), "tensors");
    calls.put(() -> SafeTensors.save(withNull, path), "tensors[\"w\"]");
    calls.put(() -> SafeTensors.save(Map.of(), null, path), "metadata");
    calls.put(() -> SafeTensors.save(Map.of(), (Path) null), "path");
    calls.put(() -> SafeTensors.save(Map.of(), (OutputStream) null), "out");
    assertNamed(calls);
  }
}
