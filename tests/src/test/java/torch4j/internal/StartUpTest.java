package torch4j.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.Device;
import torch4j.Fft;
import torch4j.Generator;
import torch4j.Torch;
import torch4j.TorchException;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Outcome;

/** Start-up, each in a process of its own. */
final class StartUpTest {
  /** Starts torch4j, and prints what it found and a product. */
  static final class Start {
    public static void main(String[] arguments) {
      System.out.println(Torch.describe());
      System.out.println("sum: " + Torch.ones(8, 8).matmul(Torch.ones(8, 8)).sum().itemFloat());
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

  /** Starts torch4j by what needs no tensor, and prints each time what goes wrong. */
  static final class StartByTensors {
    public static void main(String[] arguments) {
      List<Supplier<Object>> first =
          List.of(
              () -> Torch.ones(2),
              () -> Torch.tensor(1),
              () -> Torch.tensor(List.of(1.5)),
              () -> Torch.cat(List.of()),
              () -> Torch.fromBuffer(ByteBuffer.allocateDirect(1)),
              () -> Fft.fftfreq(4),
              () -> Device.of("cpu"),
              Generator::new);
      for (Supplier<Object> make : first) {
        try {
          System.out.println(make.get());
        } catch (TorchException e) {
          System.out.println(e.getMessage());
        }
      }
    }
  }

  /** Starts torch4j on several threads at once, one of them interrupted. */
  static final class StartOnThreads {
    public static void main(String[] arguments) throws Exception {
      List<Callable<Object>> first =
          List.of(
              () -> new torch4j.nn.Linear(2, 3),
              Torch::getNumThreads,
              () -> torch4j.serialization.SafeTensors.class,
              () -> Torch.device("cpu").toString(),
              StartOnThreads::interrupted);
      var together = new CyclicBarrier(first.size());
      ExecutorService threads = Executors.newFixedThreadPool(first.size());
      List<Future<Object>> results = new ArrayList<>();
      for (Callable<Object> use : first) {
        results.add(
            threads.submit(
                () -> {
                  together.await();
                  return use.call();
                }));
      }
      for (Future<Object> result : results) {
        System.out.println(result.get(1, TimeUnit.MINUTES));
      }
      threads.shutdown();
    }

    private static Object interrupted() {
      Thread.currentThread().interrupt();
      Torch.init();
      return "interrupted: " + Thread.interrupted();
    }
  }

  /** Uses the presets before torch4j, and prints what goes wrong then. */
  static final class PresetsFirst {
    public static void main(String[] arguments) {
      System.out.println("sum: " + torch.ones(2).sum().item_float());
      StartTwice.main(arguments);
      System.out.println("done");
    }
  }

  @Test
  void start_printsNothingOfItsOwn() {
    Outcome outcome = Programs.java(List.of(), Start.class).requireSuccess();
    assertEquals("", outcome.err());
    assertTrue(outcome.out().startsWith("torch4j: "), outcome.out());
    assertTrue(outcome.out().contains("sum: 512.0"), outcome.out());
  }

  @Test
  void start_onSeveralThreadsAtOnce_succeedsOnce() {
    Outcome outcome = Programs.java(List.of(), StartOnThreads.class).requireSuccess();
    assertTrue(outcome.out().startsWith("Linear("), outcome.out());
    assertTrue(outcome.out().endsWith("interrupted: true\n"), outcome.out());
  }

  @Test
  void start_afterThePresetsWithAnotherBlas_isRefused() {
    Outcome outcome = Programs.java(List.of(), PresetsFirst.class).requireSuccess();
    String message =
        "BLAS: got OpenBLAS, loaded by the presets before torch4j started, expected MKL; call"
            + " Torch.init() before the first use of a class of org.bytedeco, or choose the BLAS"
            + " with -Dtorch4j.blas=mkl or openblas\n";
    assertEquals("sum: 2.0\n" + message + message + "done\n", outcome.out());
  }

  @Test
  void start_afterThePresetsWithTheSameBlas_succeeds() {
    Outcome outcome =
        Programs.java(List.of("-Dtorch4j.blas=openblas"), PresetsFirst.class).requireSuccess();
    assertEquals("sum: 2.0\ndone\n", outcome.out());
  }

  @Test
  void start_afterThePresetsWithAnotherLibTorch_isRefused(@TempDir Path folder) throws IOException {
    Path lib = Files.createDirectory(folder.resolve("lib"));
    Files.createFile(lib.resolve("libtorch_cpu.so"));
    Files.writeString(folder.resolve("version.py"), "__version__ = '2.13.0+cpu'\n");
    Outcome outcome =
        Programs.java(List.of("-Dtorch4j.libtorch=" + lib), PresetsFirst.class).requireSuccess();
    String start = "sum: 2.0\ntorch4j.libtorch: got " + lib + ", but /";
    assertTrue(outcome.out().startsWith(start), outcome.out());
    assertTrue(
        outcome
            .out()
            .contains(
                "libtorch_cpu.so is loaded, expected no LibTorch in the process before torch4j"
                    + " starts; call Torch.init() before the first use of a class of org.bytedeco"),
        outcome.out());
  }

  @Test
  void start_withAnInvalidThreadCount_takesAllCoresAsPython() {
    var program = List.of("env", "OMP_NUM_THREADS=0");
    Outcome outcome = Programs.javaUnder(program, List.of(), Start.class).requireSuccess();
    String cores = "physical cores: " + Platform.physicalCores() + "\n";
    String threads = "threads: " + Platform.physicalCores() + "\n";
    assertTrue(outcome.out().contains(cores + threads), outcome.out());
    // libgomp's own complaint, as in Python, and no warning of LibTorch's
    assertEquals(
        "libgomp: Invalid value for environment variable OMP_NUM_THREADS", outcome.err().trim());
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
    String message =
        "torch4j.blas: got \"atlas\", expected mkl or openblas; without the property it is MKL if"
            + " that is on the class path\n";
    assertEquals(message + message, outcome.out());
    Outcome byTensors =
        Programs.java(List.of("-Dtorch4j.blas=atlas"), StartByTensors.class).requireSuccess();
    assertEquals(message.repeat(8), byTensors.out());
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
        Programs.javaWithout(List.of("torch4j-native", "native/target/"), StartTwice.class)
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
