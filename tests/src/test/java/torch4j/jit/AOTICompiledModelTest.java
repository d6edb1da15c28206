package torch4j.jit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static torch4j.testing.NullArguments.assertNamed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.testing.Programs;

/** Packages that Python's AOTInductor has compiled on this machine. */
final class AOTICompiledModelTest {
  private static final double TOLERANCE = 1e-5;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static Map<String, JsonNode> python;

  /** Prints the outputs as JSON, one model a line. */
  static final class Runs {
    public static void main(String[] arguments) throws IOException {
      for (String name : List.of("cnn", "two")) {
        System.out.println(JSON.writeValueAsString(outputs(Path.of(arguments[0]), name)));
      }
    }
  }

  private static List<List<Double>> outputs(Path folder, String name) {
    Torch.init();
    try (var scope = Torch.scope();
        var model = AOTICompiledModel.load(folder.resolve(name + ".pt2"))) {
      Torch.manualSeed(1);
      Tensor[] inputs =
          name.equals("cnn")
              ? new Tensor[] {Torch.randn(4, 3, 16, 16)}
              : new Tensor[] {Torch.randint(0, 50, new long[] {4, 6}), Torch.randn(8)};
      return model.run(inputs).stream().map(ScriptedCases::list).toList();
    }
  }

  @BeforeAll
  static void compile() throws IOException {
    python = new HashMap<>();
    for (String line : ScriptedFiles.run("compiled.py", folder).lines().toList()) {
      JsonNode node = JSON.readTree(line);
      python.put(node.get("name").asText(), node);
    }
  }

  private static AOTICompiledModel load(String name) {
    return AOTICompiledModel.load(folder.resolve(name + ".pt2"));
  }

  @Test
  void run_onThePresetsLibTorch_isCloseToPython() {
    for (String name : List.of("cnn", "two")) {
      List<List<Double>> outputs = outputs(folder, name);
      JsonNode expected = python.get(name).get("outputs");
      assertEquals(expected.size(), outputs.size());
      for (int i = 0; i < outputs.size(); i++) {
        assertArrayEquals(
            JSON.convertValue(expected.get(i), double[].class),
            outputs.get(i).stream().mapToDouble(Double::doubleValue).toArray(),
            TOLERANCE);
      }
    }
  }

  @Test
  void run_onPythonsLibTorch_isTheSameBits() throws IOException {
    var options = List.of("-Dtorch4j.libtorch=" + ScriptedFiles.pythonsLibTorch());
    String out = Programs.java(options, Runs.class, folder.toString()).requireSuccess().out();
    List<String> lines = out.lines().toList();
    assertEquals(python.get("cnn").get("outputs"), JSON.readTree(lines.get(0)));
    assertEquals(python.get("two").get("outputs"), JSON.readTree(lines.get(1)));
  }

  @Test
  void aboutTheModel_isWhatPythonSays() {
    try (var model = load("two")) {
      JsonNode expected = python.get("two");
      assertEquals(JSON.convertValue(expected.get("constants"), List.class), model.constantFqns());
      assertEquals(JSON.convertValue(expected.get("metadata"), Map.class), model.metadata());
      assertEquals(2, model.inputNames().size());
      assertEquals(2, model.callSpec().size());
    }
  }

  @Test
  void run_wrongCount_namesTheInputs() {
    try (var model = load("two")) {
      var e = assertThrows(IllegalArgumentException.class, () -> model.run(Torch.randn(8)));
      assertEquals(
          "inputs: got 1 tensors, expected 2: " + String.join(", ", model.inputNames()),
          e.getMessage());
    }
  }

  @Test
  void run_wrongShapeStrideOrDtype_isRefused() {
    try (var scope = Torch.scope();
        var model = load("cnn")) {
      assertRefused(model, Torch.randn(4, 3, 16, 8), "unmatched dim value at 3, expected: 16");
      assertRefused(model, Torch.randn(5, 3, 16, 16), "unmatched dim value at 0, expected: 4");
      assertRefused(
          model, Torch.randn(4, 3, 16, 16).to(DType.float64), "unmatched dtype, expected: 6");
      assertRefused(model, Torch.randn(4, 3, 16, 16).transpose(2, 3), "unmatched stride value");
    }
  }

  private static void assertRefused(AOTICompiledModel model, Tensor input, String words) {
    var e = assertThrows(TorchException.class, () -> model.call(input));
    assertTrue(e.getMessage().contains(words), e.getMessage());
  }

  @Test
  void run_closedTensorOrModel_isRefused() {
    try (var model = load("cnn")) {
      Tensor closed = Torch.randn(4, 3, 16, 16);
      closed.close();
      var e = assertThrows(IllegalStateException.class, () -> model.call(closed));
      assertEquals("inputs[0]: got a closed tensor, expected an open tensor", e.getMessage());
      model.close();
      e = assertThrows(IllegalStateException.class, () -> model.call(Torch.randn(1)));
      assertEquals("model: got a closed one, expected an open one", e.getMessage());
    }
  }

  @Test
  void null_isNamed() {
    try (var model = load("cnn")) {
      assertNamed(
          Map.<Executable, String>of(
              () -> model.call(null), "input",
              () -> model.run((Tensor[]) null), "inputs",
              () -> model.run((Tensor) null), "inputs[0]"));
    }
  }

  @Test
  void load_badFiles_sayWhatTheyAre(@TempDir Path other) throws IOException {
    Path missing = other.resolve("missing.pt2");
    var e = assertThrows(IllegalArgumentException.class, () -> AOTICompiledModel.load(missing));
    String expected = ", expected a package of torch._inductor.aoti_compile_and_package";
    assertEquals(missing + ": got a path where there is no file" + expected, e.getMessage());

    Path text = Files.writeString(other.resolve("text.pt2"), "no package");
    e = assertThrows(IllegalArgumentException.class, () -> AOTICompiledModel.load(text));
    assertTrue(
        e.getMessage().startsWith(text + ": got no zip archive, or a damaged one ("),
        e.getMessage());

    Path damaged = other.resolve("damaged.pt2");
    byte[] bytes = Files.readAllBytes(folder.resolve("cnn.pt2"));
    bytes[bytes.length / 2] ^= 1;
    Files.write(damaged, bytes);
    e = assertThrows(IllegalArgumentException.class, () -> AOTICompiledModel.load(damaged));
    assertTrue(e.getMessage().contains("the checksum of the entry"), e.getMessage());

    var unknown = AOTICompiledModel.options().modelName("other");
    Path cnn = folder.resolve("cnn.pt2");
    e = assertThrows(IllegalArgumentException.class, () -> AOTICompiledModel.load(cnn, unknown));
    assertEquals(
        "modelName: got \"other\", expected one that is in " + cnn + ": model", e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"ASIMD", "NEON", "ZVECTOR", "VSX", "AMX_TILE"})
  void load_codeForAnotherCpu_isRefused(String isa, @TempDir Path other) throws IOException {
    assumeFalse(hasAmx() && isa.equals("AMX_TILE"), "this CPU has it");
    Path package2 = other.resolve("other.pt2");
    try (var from = new ZipFile(folder.resolve("cnn.pt2").toFile());
        var to = new ZipOutputStream(Files.newOutputStream(package2))) {
      for (ZipEntry entry : java.util.Collections.list(from.entries())) {
        String content =
            new String(from.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
        to.putNextEntry(new ZipEntry(entry.getName()));
        to.write(
            content
                .replaceAll("(\"AOTI_CPU_ISA\": *)\"[^\"]*\"", "$1\"" + isa + "\"")
                .getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    long before = temporaryFolders();
    var e = assertThrows(TorchException.class, () -> AOTICompiledModel.load(package2));
    String message =
        "compiled package: got code for %s, expected code for this CPU, which has no %s;"
                .formatted(isa, isa)
            + " compile the package on such a machine";
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(before, temporaryFolders());
  }

  private static boolean hasAmx() throws IOException {
    return Files.readString(Path.of("/proc/cpuinfo")).contains("amx_tile");
  }

  @Test
  void close_removesTheFiles() throws IOException {
    long before = temporaryFolders();
    try (var model = load("cnn")) {
      assertEquals(1, model.inputNames().size());
    }
    assertEquals(before, temporaryFolders());
  }

  private static long temporaryFolders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(f -> f.getFileName().toString().startsWith("torch4j-package")).count();
    }
  }

  @Test
  void run_severalThreads_computeTheSame() throws InterruptedException {
    try (var scope = Torch.scope();
        var model =
            AOTICompiledModel.load(
                folder.resolve("cnn.pt2"), AOTICompiledModel.options().numRunners(2))) {
      Tensor input = Torch.randn(4, 3, 16, 16);
      List<Double> expected = ScriptedCases.list(model.call(input));
      List<Thread> threads = new ArrayList<>();
      List<String> wrong = java.util.Collections.synchronizedList(new ArrayList<>());
      for (int t = 0; t < 4; t++) {
        threads.add(
            new Thread(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    try (var inner = Torch.scope()) {
                      if (!ScriptedCases.list(model.call(input)).equals(expected)) {
                        wrong.add("call " + i);
                      }
                    }
                  }
                }));
      }
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
      assertEquals(List.of(), wrong);
    }
  }

  @Test
  void options_wrongNumbers_areRefused() {
    var options = AOTICompiledModel.options();
    var e = assertThrows(IllegalArgumentException.class, () -> options.numRunners(0));
    assertEquals("numRunners: got 0, expected >= 1", e.getMessage());
    e =
        assertThrows(
            IllegalArgumentException.class, () -> options.numRunners(2).runSingleThreaded(true));
    assertEquals("numRunners: got 2, expected 1, with runSingleThreaded", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> options.deviceIndex(128));
    assertEquals("deviceIndex: got 128, expected -1 to 127", e.getMessage());
    e = assertThrows(IllegalArgumentException.class, () -> options.modelName(""));
    assertEquals("modelName: got \"\", expected a name without slashes", e.getMessage());
  }
}
