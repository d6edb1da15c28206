package torch4j.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Outcome;

/** The samples as a user starts them. */
final class SamplesTest {
  private static Outcome run(String... arguments) {
    return Programs.java(List.of(), Samples.class, arguments);
  }

  @Test
  void unknownName_givesUsageAndStatus2() {
    Outcome outcome = run("quickstar");
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("quickstar"), outcome.err());
    assertTrue(outcome.err().contains("Usage: samples/run"), outcome.err());
  }

  @Test
  void noName_givesUsageAndStatus2() {
    Outcome outcome = run();
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().startsWith("Missing the name of a sample"), outcome.err());
  }

  @Test
  void unknownOption_givesUsageAndStatus2() {
    Outcome outcome = run("quickstart", "--epoch", "1");
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("Usage: samples/run quickstart"), outcome.err());
  }

  @Test
  void list_namesEverySample() {
    Outcome outcome = run("--list").requireSuccess();
    for (String name :
        List.of(
            "quickstart",
            "basic-loop",
            "amp",
            "clipping",
            "fashion-mnist",
            "augmentation",
            "summary",
            "torchscript",
            "describe",
            "shell",
            "checkpoint",
            "from-python",
            "ports",
            "parity",
            "bench")) {
      assertTrue(
          outcome.out().lines().anyMatch(line -> line.startsWith(name + " ")), outcome.out());
    }
  }

  private static Outcome shell(String input) throws IOException {
    Path lines = Files.createTempFile("torch4j", ".jsh");
    try {
      Files.writeString(lines, input);
      return Programs.javaReading(lines, Samples.class, "shell");
    } finally {
      Files.delete(lines);
    }
  }

  @Test
  void shell_printsValuesAsPython_andNothingElse() throws IOException {
    String input =
        """
        var x = ones(2, 3)
        x
        int n = 3
        n = 4
        n
        x.add(n).sum().itemLong()
        Module layer = new Linear(2, 1)
        layer
        F.class.getSimpleName()
        for (int i = 0; i < 2; i++) {
          System.out.println(List.of(i));
        }
        new Normal(0, 1)
        new Adam(layer.parameters(), Adam.options()).getClass().getSimpleName()
        """;
    String expected =
        """
        tensor([[1., 1., 1.],
                [1., 1., 1.]])
        4
        30
        Linear(in_features=2, out_features=1, bias=True)
        "F"
        [0]
        [1]
        Normal(loc: 0.0, scale: 1.0)
        "Adam"
        """;
    assertEquals(expected, shell(input).requireSuccess().out());
  }

  @Test
  void shell_afterAnError_goesOn() throws IOException {
    String out = shell("noSuch(1)\nones(2).add(ones(3))\nones(1)\n").requireSuccess().out();
    assertTrue(out.contains("symbol:   method noSuch(int)"), out);
    assertTrue(out.contains("add: got [2] float32 and [3] float32"), out);
    assertTrue(out.endsWith("tensor([1.])\n"), out);
  }

  @Test
  void shell_exit_hasItsStatus() throws IOException {
    assertEquals(3, shell("/exit 3\n").status());
  }

  @Test
  void shell_badOption_givesUsageAndStatus2() {
    Outcome outcome = run("shell", "--nosuch");
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("Usage: samples/run shell"), outcome.err());
  }

  @Test
  void quickstart_learnsTheDigits() {
    String out = run("quickstart").requireSuccess().out().trim();
    String last = out.substring(out.lastIndexOf('\n') + 1);
    assertTrue(last.startsWith("val_acc=0.9"), last);
    assertTrue(Double.parseDouble(last.substring("val_acc=".length())) >= 0.97, last);
  }

  @Test
  void basicLoop_convergesToNothing() {
    String out = run("basic-loop").requireSuccess().out().trim();
    assertTrue(out.endsWith("Epoch [100/100], Loss: 0.000000"), out);
  }

  @Test
  void amp_learnsTheDigits() {
    String out = run("amp").requireSuccess().out().trim();
    assertTrue(out.startsWith("Epoch [1/10] train_loss="), out);
    assertTrue(out.contains(" scale=65536 "), out);
    String last = out.substring(out.lastIndexOf('\n') + 1);
    assertTrue(last.startsWith("val_acc="), last);
    assertTrue(Double.parseDouble(last.substring("val_acc=".length())) >= 0.95, last);
  }

  @Test
  void clipping_separatelyAndInOneCall_isTheSame() {
    String out = run("clipping").requireSuccess().out().trim();
    assertTrue(out.startsWith("Step [10/100] norm="), out);
    assertTrue(out.endsWith("same weights by one call: true"), out);
  }

  @Test
  void checkpoint_resumed_hasTheSameLosses() {
    String out = run("checkpoint").requireSuccess().out().trim();
    assertTrue(out.endsWith("40 losses, saved and resumed after 20: identical"), out);
  }

  @Test
  void fromPython_eitherOrder_hasTheSameBits() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    List<String> options =
        List.of(
            "-Dtorch4j.bench.python=" + python.get(),
            "-Dtorch4j.bench.checkpoint=" + Programs.root().resolve("samples/checkpoint/train.py"));
    String out = Programs.java(options, Samples.class, "from-python").requireSuccess().out().trim();
    assertTrue(out.endsWith("40 losses, the same bits: yes"), out);
  }

  @Test
  void fashionMnist_withoutItsFolder_saysWhatToGet(@TempDir Path folder) {
    Outcome outcome = run("fashion-mnist", "--data", folder.resolve("none").toString());
    assertEquals(1, outcome.status());
    assertTrue(
        outcome.err().contains("none: not found; install Debian's package dataset-fashion-mnist"),
        outcome.err());
  }

  @Test
  void fashionMnist_truncatedFile_saysSo(@TempDir Path folder) throws IOException {
    idx(folder.resolve("train-images-idx3-ubyte.gz"), new byte[100], 0x0803, 2, 28, 28);
    assertRefused(folder, "got 100 bytes of data, expected 1568; the file is truncated");
  }

  private static void assertRefused(Path folder, String words) {
    Outcome outcome = run("fashion-mnist", "--data", folder.toString());
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains(words), outcome.err());
    assertTrue(outcome.err().contains("train-images-idx3-ubyte.gz"), outcome.err());
  }

  private static void idx(Path file, byte[] data, int... header) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      ByteBuffer bytes = ByteBuffer.allocate(4 * header.length);
      for (int number : header) {
        bytes.putInt(number);
      }
      out.write(bytes.array());
      out.write(data);
    }
  }

  @Test
  void summary_ofResNet18_endsWithItsParameters() {
    String out = run("summary", "--model", "resnet18").requireSuccess().out();
    assertTrue(out.contains("Parameters: 11,689,512 (11,689,512 trainable)"), out);
  }

  @Test
  void summary_ofAnUnknownModel_givesUsageAndStatus2() {
    Outcome outcome = run("summary", "--model", "resnet19");
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("resnet18"), outcome.err());
  }

  @Test
  void torchscript_tunesWhatPythonScripted(@TempDir Path folder) {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    Path script = Programs.root().resolve("samples/torchscript/resnet18.py");
    Path scripted = folder.resolve("scripted.pt");
    Programs.python(python.get(), script.toString(), scripted.toString(), "10").requireSuccess();
    Path tuned = folder.resolve("tuned.pt");
    var options = List.of("-Dtorch4j.samples.scripted=" + scripted);
    String out =
        Programs.java(
                options, Samples.class, "torchscript", "--epochs", "2", "--out", tuned.toString())
            .requireSuccess()
            .out()
            .trim();
    String last = out.substring(out.lastIndexOf('\n') + 1);
    assertTrue(Double.parseDouble(last.substring("val_acc=".length())) >= 0.8, out);
    String load =
        "import sys, torch; extra = {'classes.txt': ''};"
            + " m = torch.jit.load(sys.argv[1], _extra_files=extra);"
            + " print(tuple(m(torch.ones(2, 3, 32, 32)).shape), len(extra['classes.txt'].split()))";
    String shape =
        Programs.python(python.get(), "-W", "ignore", "-c", load, tuned.toString())
            .requireSuccess()
            .out();
    assertEquals("(2, 10) 10", shape.trim());
  }

  @Test
  void torchscript_withoutAModel_saysWhatIsMissing(@TempDir Path folder) {
    Outcome outcome = run("torchscript", "--model", folder.resolve("none.pt").toString());
    assertEquals(1, outcome.status());
    assertTrue(
        outcome
            .err()
            .contains(
                "none.pt: got a path where there is no file, expected a file of torch.jit.save"),
        outcome.err());
    assertEquals(2, run("torchscript").status());
  }

  @Test
  void ports_byName_printTheirLosses() {
    String out = run("ports", "vae", "finetune").requireSuccess().out().trim();
    assertTrue(out.startsWith("vae: Step [1/30], Loss: 45.215"), out);
    assertTrue(out.contains("finetune: Step [30/30], Loss: "), out);
    assertEquals(60, out.lines().count());
  }

  @Test
  void ports_ofAnUnknownName_saysWhichThereAre() {
    Outcome outcome = run("ports", "vqvae");
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains("got \"vqvae\", expected one of vae, wordlm"), outcome.err());
  }

  @Test
  void parity_ofAllTrainings_isWithinItsBounds() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    var options =
        List.of(
            "-Dtorch4j.bench.python=" + python.get(),
            "-Dtorch4j.bench.parity=" + Programs.root().resolve("samples/parity/parity.py"));
    String out = Programs.java(options, Samples.class, "parity").requireSuccess().out();
    String onPythons = out.substring(out.indexOf("Python's LibTorch"));
    assertEquals(5, onPythons.lines().filter(line -> line.endsWith("  yes")).count(), out);
  }
}
