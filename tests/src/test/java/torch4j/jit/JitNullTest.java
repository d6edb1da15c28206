package torch4j.jit;

import static torch4j.testing.NullArguments.assertNamed;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Tensor;

/** A null argument is refused with the name of its parameter. */
final class JitNullTest {
  @TempDir private Path folder;

  @Test
  void functions_null_isNamed() {
    Map<Executable, String> calls = new LinkedHashMap<>();
    calls.put(() -> Jit.load((Path) null), "path");
    calls.put(() -> Jit.load((byte[]) null), "bytes");
    calls.put(() -> Jit.load((InputStream) null), "in");
    calls.put(() -> Jit.load(folder, null), "options");
    calls.put(() -> Jit.load(new byte[0], null), "options");
    calls.put(() -> Jit.load(InputStream.nullInputStream(), null), "options");
    calls.put(() -> Jit.save(null, folder), "module");
    calls.put(() -> Jit.save(null, OutputStream.nullOutputStream()), "module");
    calls.put(() -> Jit.freeze(null), "module");
    calls.put(() -> Jit.optimizeForInference(null), "module");
    calls.put(() -> AOTICompiledModel.load((Path) null), "path");
    calls.put(() -> AOTICompiledModel.load((InputStream) null), "in");
    calls.put(() -> AOTICompiledModel.load(folder, null), "options");
    assertNamed(calls);
  }

  @Test
  void options_null_isNamed() {
    Map<Executable, String> calls = new LinkedHashMap<>();
    calls.put(() -> Jit.loadOptions().extraFiles(null), "extraFiles");
    calls.put(() -> Jit.loadOptions().mapLocation((String) null), "mapLocation");
    calls.put(() -> Jit.freezeOptions().preservedAttrs((String[]) null), "preservedAttrs");
    calls.put(() -> Jit.freezeOptions().preservedAttrs("a", null), "preservedAttrs");
    calls.put(() -> new FreezeOptions(null, true), "preservedAttrs");
    calls.put(() -> AOTICompiledModel.options().modelName(null), "modelName");
    calls.put(() -> new CallArguments(null, Map.of()), "positional");
    calls.put(() -> new CallArguments(List.of(), null), "named");
    calls.put(() -> CallArguments.of().with(null, 1), "name");
    calls.put(() -> new NamedTuple(null, List.of(), List.of()), "name");
    calls.put(() -> new NamedTuple("P", null, List.of()), "fields");
    calls.put(() -> new NamedTuple("P", Arrays.asList((String) null), List.of(1)), "fields");
    calls.put(() -> new NamedTuple("P", List.of(), null), "values");
    calls.put(() -> new NamedTuple("P", List.of("a"), List.of(1)).get(null), "field");
    assertNamed(calls);
  }

  @Test
  void module_null_isNamed() {
    ScriptModule module = Jit.load(ScriptedFiles.linear(folder.resolve("linear.pt")));
    var out = new ByteArrayOutputStream();
    Map<Executable, String> calls = new LinkedHashMap<>();
    calls.put(() -> module.save((Path) null), "path");
    calls.put(() -> module.save((OutputStream) null), "out");
    calls.put(() -> module.save(folder.resolve("x.pt"), null), "extraFiles");
    calls.put(() -> module.save(out, null), "extraFiles");
    calls.put(() -> module.invoke(null), "method");
    calls.put(() -> module.invoke("forward", (CallArguments) null), "arguments");
    calls.put(() -> module.callWith(null), "arguments");
    calls.put(() -> module.schema(null), "method");
    calls.put(() -> module.code(null), "method");
    calls.put(() -> module.graph(null), "method");
    calls.put(() -> module.inlinedGraph(null), "method");
    calls.put(() -> module.graphNodes(null), "method");
    calls.put(() -> module.attribute(null), "name");
    calls.put(() -> module.setAttribute(null, 1), "name");
    calls.put(() -> module.forward((Tensor) null), "input");
    calls.put(() -> Jit.freeze(module, null), "options");
    calls.put(() -> Jit.optimizeForInference(module, null), "otherMethods");
    assertNamed(calls);
  }
}
