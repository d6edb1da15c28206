package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Outcome;
import torch4j.testing.Programs.Running;

/** Start-up, each in a process of its own. */
final class StartUpTest {
  private static final int JVMS = 4;

  /** Starts torch4j, and prints what it found and a product. */
  static final class Start {
    public static void main(String[] arguments) {
      System.out.println(Torch.describe());
      System.out.println("sum: " + torch.ones(8, 8).matmul(torch.ones(8, 8)).sum().item_float());
    }
  }

  /** Starts torch4j twice, and prints both times what goes wrong. */
  static final class StartTwice {
    public static void main(String[] arguments) {
      for (int i = 0; i < 2; i++) {
        try {
          Torch.manualSeed(0);
        } catch (TorchException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }

  private static List<String> cache(Path folder) {
    return List.of("-Dorg.bytedeco.javacpp.cachedir=" + folder);
  }

  @Test
  void start_printsNothingOfItsOwn() {
    Outcome outcome = Programs.java(List.of(), Start.class).requireSuccess();
    assertEquals("", outcome.err());
    assertTrue(outcome.out().startsWith("torch4j: "), outcome.out());
    assertTrue(outcome.out().contains("sum: 512.0"), outcome.out());
  }

  @Test
  void start_ofSeveralAtOnceOnAnEmptyCache_succeeds(@TempDir Path folder) {
    List<Running> running = new ArrayList<>();
    for (int i = 0; i < JVMS; i++) {
      running.add(Programs.startJava(cache(folder), Start.class));
    }
    for (Running one : running) {
      assertTrue(one.await().requireSuccess().out().contains("sum: 512.0"));
    }
  }

  @Test
  void start_onAWarmCache_writesNothing(@TempDir Path folder) throws IOException {
    Programs.java(cache(folder), Start.class).requireSuccess();
    var before = snapshot(folder);
    Programs.java(cache(folder), Start.class).requireSuccess();
    assertEquals(before, snapshot(folder));
  }

  private static List<String> snapshot(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        lines.add(
            file + " " + Files.getLastModifiedTime(file, java.nio.file.LinkOption.NOFOLLOW_LINKS));
      }
      return lines;
    }
  }

  @Test
  void start_withOpenBlas_usesIt() {
    Outcome outcome =
        Programs.java(List.of("-Dtorch4j.blas=openblas"), Start.class).requireSuccess();
    assertTrue(outcome.out().contains("BLAS: OpenBLAS"), outcome.out());
    assertTrue(outcome.out().contains("sum: 512.0"), outcome.out());
    assertEquals("", outcome.err());
  }

  @Test
  void start_withAnUnknownBlas_isRefused() {
    Outcome outcome =
        Programs.java(List.of("-Dtorch4j.blas=atlas"), StartTwice.class).requireSuccess();
    String message = "torch4j.blas: got \"atlas\", expected mkl or openblas\n";
    assertEquals(message + message, outcome.out());
  }

  @Test
  void start_onAnUnsupportedPlatform_saysWhatWasLookedFor() {
    Outcome outcome =
        Programs.java(List.of("-Dorg.bytedeco.javacpp.platform=plan9-mips"), StartTwice.class)
            .requireSuccess();
    String message =
        "LibTorch 2.13.0: got none for Linux/amd64, looked for org/bytedeco/pytorch/plan9-mips/libjnitorch.so on the"
            + " class path; add the artifact org.bytedeco:pytorch with classifier plan9-mips (linux-x86_64 is what"
            + " torch4j is built for)\n";
    assertEquals(message + message, outcome.out());
  }

  @Test
  void start_withoutThePresetsNatives_saysWhatToAdd() {
    Outcome outcome =
        Programs.javaWithout(List.of("pytorch-2.13.0-1.5.14-linux"), StartTwice.class)
            .requireSuccess();
    assertTrue(
        outcome
            .out()
            .contains("add the artifact org.bytedeco:pytorch with classifier linux-x86_64"),
        outcome.out());
  }

  @Test
  void start_withoutLibtorch4j_saysWhatToAdd() {
    Outcome outcome =
        Programs.javaWithout(List.of("torch4j-native", "native/target/classes"), StartTwice.class)
            .requireSuccess();
    assertTrue(outcome.out().startsWith("libtorch4j 2.13.0: got none for "), outcome.out());
    assertTrue(
        outcome.out().contains("add the artifact io.github.torch4j:torch4j-native"), outcome.out());
  }

  @Test
  void start_withALibTorchThatIsNone_isRefused(@TempDir Path folder) {
    Outcome outcome =
        Programs.java(List.of("-Dtorch4j.libtorch=" + folder), StartTwice.class).requireSuccess();
    assertTrue(
        outcome
            .out()
            .startsWith("torch4j.libtorch: got " + folder + ", which has no libtorch_cpu.so"),
        outcome.out());
  }

  @Test
  void start_withALibTorchOfAnotherVersion_namesBoth(@TempDir Path folder) throws IOException {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    Files.createFile(lib.resolve("libtorch_cpu.so"));
    Files.writeString(folder.resolve("version.py"), "__version__ = '2.12.1+cpu'\n");
    Outcome outcome =
        Programs.java(List.of("-Dtorch4j.libtorch=" + lib), StartTwice.class).requireSuccess();
    assertTrue(
        outcome
            .out()
            .startsWith("torch4j.libtorch: got version 2.12.1 in " + lib + ", expected 2.13.0"),
        outcome.out());
  }
}
