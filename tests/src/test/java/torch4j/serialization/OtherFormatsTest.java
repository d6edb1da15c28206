package torch4j.serialization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;
import torch4j.jit.AOTICompiledModel;
import torch4j.jit.Jit;
import torch4j.testing.Programs;

/** A file of one format that is given to the loader of another is told to go there. */
final class OtherFormatsTest {
  private static final Path GOLDEN =
      Programs.root().resolve("tests/src/test/resources/golden/files");

  @TempDir private Path folder;

  @BeforeAll
  static void load() {
    Torch.init();
  }

  // With compressed code, as torch.jit.save writes it.
  private Path zip(String... entries) throws IOException {
    Path file = folder.resolve("file.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry("model/" + entry));
        zip.write(new byte[100]);
      }
    }
    return file;
  }

  private static String serialization(Path path) {
    return assertThrows(InvalidFileException.class, () -> Serialization.load(path)).getMessage();
  }

  private static String jit(Path path) {
    return assertThrows(IllegalArgumentException.class, () -> Jit.load(path)).getMessage();
  }

  private static String safetensors(Path path) {
    return assertThrows(InvalidFileException.class, () -> SafeTensors.load(path)).getMessage();
  }

  private static String compiled(Path path) {
    return assertThrows(IllegalArgumentException.class, () -> AOTICompiledModel.load(path))
        .getMessage();
  }

  @Test
  void torchScript_isForJit() throws IOException {
    Path file = zip("data.pkl", "code/__torch__.py", "constants.pkl", "version");
    assertEquals(
        file
            + ": format: got a TorchScript archive, expected a file of torch.save; load it with"
            + " Jit.load",
        serialization(file));
    assertEquals(
        file
            + ": format: got a zip archive, expected a safetensors file; load one of torch.save with"
            + " Serialization.load, one of torch.jit.save with Jit.load",
        safetensors(file));
    assertEquals(
        file
            + ": got a file of torch.jit.save, expected a package of"
            + " torch._inductor.aoti_compile_and_package; load it with Jit.load",
        compiled(file));
  }

  @Test
  void compiledPackage_isForAOTICompiledModel() throws IOException {
    Path file = zip("archive_format", "data/aotinductor/model/a.so");
    assertEquals(
        file
            + ": format: got a package of AOTInductor, expected a file of torch.save; load it with"
            + " AOTICompiledModel.load",
        serialization(file));
    assertEquals(
        file
            + ": got a package of AOTInductor, expected a file of torch.jit.save; load it with"
            + " AOTICompiledModel.load",
        jit(file));
    file = zip("archive_format", "models/model.json");
    assertEquals(
        file
            + ": format: got a program of torch.export.save, expected a file of torch.save; compile"
            + " it with aoti_compile_and_package in Python",
        serialization(file));
  }

  @Test
  void torchSave_isForSerialization() {
    Path file = folder.resolve("state.pt");
    Serialization.save(Map.of("w", Torch.ones(2)), file);
    String script = ": got a file of torch.save, expected a file of torch.jit.save";
    assertEquals(file + script + "; load it with Serialization.load", jit(file));
    assertEquals(
        file
            + ": got a file of torch.save, expected a package of"
            + " torch._inductor.aoti_compile_and_package; load it with Serialization.load",
        compiled(file));
    Path legacy = GOLDEN.resolve("checkpoint.legacy.pt");
    String older = "a file of torch.save in the format before PyTorch 1.6, expected ";
    assertEquals(
        legacy + ": got " + older + "a file of torch.jit.save; load it with Serialization.load",
        jit(legacy));
    assertEquals(
        legacy + ": format: got " + older + "a safetensors file; load it with Serialization.load",
        safetensors(legacy));
  }

  @Test
  void safetensors_isForSafeTensors() {
    Path file = GOLDEN.resolve("tensors.safetensors");
    assertEquals(
        file
            + ": format: got a safetensors file, expected a zip file or PyTorch's older format; load"
            + " it with SafeTensors.load",
        serialization(file));
    assertEquals(
        file
            + ": got a safetensors file, expected a file of torch.jit.save; load it with"
            + " SafeTensors.load",
        jit(file));
  }

  @Test
  void tarFile_isForPython() throws IOException {
    byte[] tar = new byte[1024];
    System.arraycopy(Crafted.latin1("ustar"), 0, tar, 257, 5);
    Path file = Files.write(folder.resolve("old.pt"), tar);
    assertEquals(
        file
            + ": format: got a tar file of PyTorch before 0.1.10, expected a zip file or PyTorch's"
            + " older format; load and save it again in Python",
        serialization(file));
  }

  @Test
  void missingFileAndFolder_areNamed() {
    Path none = folder.resolve("none.pt");
    var mmap = Serialization.loadOptions().mmap(true);
    String missing = none + ": got a path where there is no file, expected ";
    String there = folder + ": got a folder, expected ";
    for (var options : new LoadOptions[] {mmap, Serialization.loadOptions()}) {
      assertUnreadable(missing + "a file of torch.save", () -> Serialization.load(none, options));
      assertUnreadable(there + "a file of torch.save", () -> Serialization.load(folder, options));
    }
    assertUnreadable(missing + "a file of torch.save", () -> Checkpoint.load(none));
    assertUnreadable(missing + "a safetensors file", () -> SafeTensors.load(none));
    assertUnreadable(there + "a safetensors file", () -> SafeTensors.load(folder));
    assertUnreadable(there + "a safetensors file", () -> SafeTensors.open(folder));
  }

  private static void assertUnreadable(
      String message, org.junit.jupiter.api.function.Executable load) {
    assertEquals(message, assertThrows(UncheckedIOException.class, load).getMessage());
  }

  @Test
  void unwritablePlace_isNamed() throws IOException {
    Path place = Files.createDirectory(folder.resolve("removed")).resolve("x.pt");
    var out = new ByteArrayOutputStream();
    Serialization.save(1, out);
    Files.delete(place.getParent());
    var e = assertThrows(IllegalArgumentException.class, () -> Serialization.save(1, place));
    assertEquals("path: got " + place + ", expected a file in an existing folder", e.getMessage());
  }
}
