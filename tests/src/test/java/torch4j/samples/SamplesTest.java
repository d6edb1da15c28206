package torch4j.samples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import torch4j.testing.Programs;
import torch4j.testing.Programs.Outcome;

/** The samples as a user starts them; in this JVM, where they need none of their own. */
final class SamplesTest {
  private static Outcome run(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    PrintStream outBefore = System.out;
    PrintStream errBefore = System.err;
    try {
      System.setOut(new PrintStream(out, true, UTF_8));
      System.setErr(new PrintStream(err, true, UTF_8));
      int status = Samples.run(arguments);
      return new Outcome(status, out.toString(UTF_8), err.toString(UTF_8));
    } finally {
      System.setOut(outBefore);
      System.setErr(errBefore);
    }
  }

  /** As samples/run starts them, with properties. */
  private static Outcome runWith(Map<String, String> properties, String... arguments) {
    properties.forEach(System::setProperty);
    try {
      return run(arguments);
    } finally {
      properties.keySet().forEach(System::clearProperty);
    }
  }

  private static String lastLine(String out) {
    return out.substring(out.lastIndexOf('\n') + 1);
  }

  private static double number(String name, String line) {
    var found = Pattern.compile("\\b" + name + "=(-?[\\d.]+)").matcher(line);
    assertTrue(found.find(), line);
    return Double.parseDouble(found.group(1));
  }

  @Test
  void main_exitsWithTheStatus() {
    assertEquals(0, Programs.java(List.of(), Samples.class, "--list").status());
    assertEquals(2, Programs.java(List.of(), Samples.class, "quickstar").status());
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

  private static List<String> names() {
    return new CommandLine(new Samples()).getSubcommands().keySet().stream().toList();
  }

  @Test
  void list_namesEverySample() {
    String out = run("--list").requireSuccess().out();
    for (String name : names()) {
      assertTrue(out.lines().anyMatch(line -> line.startsWith(name + " ")), out);
    }
  }

  @Test
  void samples_areThoseOfTheReadme() throws IOException {
    String readme = Files.readString(Programs.root().resolve("README.md"));
    List<String> missing = new ArrayList<>(names());
    missing.removeIf(name -> readme.contains("`" + name + "`"));
    assertEquals(List.of(), missing);
  }

  @ParameterizedTest
  @MethodSource("names")
  void help_ofEach_saysHowItIsStarted(String name) {
    String out = run(name, "--help").requireSuccess().out();
    assertTrue(out.startsWith("Usage: samples/run " + name + " "), out);
  }

  @ParameterizedTest
  @MethodSource("names")
  void badOption_ofEach_givesUsageAndStatus2(String name) {
    Outcome outcome = run(name, "--nosuch");
    assertEquals(2, outcome.status());
    assertTrue(outcome.err().contains("Usage: samples/run " + name), outcome.err());
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
  void shell_afterAnError_goesOn_andExitHasItsStatus() throws IOException {
    Outcome outcome = shell("noSuch(1)\nones(2).add(ones(3))\nones(1)\n/exit 3\n");
    String out = outcome.out();
    assertTrue(out.contains("symbol:   method noSuch(int)"), out);
    assertTrue(out.contains("add: got [2] float32 and [3] float32"), out);
    assertTrue(out.endsWith("tensor([1.])\n"), out);
    assertEquals(3, outcome.status());
  }

  @Test
  void quickstart_learnsTheDigits() {
    String out = run("quickstart", "--epochs", "8").requireSuccess().out().trim();
    assertTrue(number("val_acc", lastLine(out)) >= 0.96, out);
  }

  @Test
  void basicLoop_convergesToNothing() {
    String out = run("basic-loop").requireSuccess().out().trim();
    assertTrue(out.endsWith("Epoch [100/100], Loss: 0.000000"), out);
  }

  @Test
  void trainValidate_byHandAndByTrainer_hasTheSameNumbers() {
    String out = run("train-validate", "--epochs", "3").requireSuccess().out().trim();
    assertTrue(out.startsWith("Epoch [1/3]"), out);
    assertEquals("the same numbers: yes", lastLine(out));
  }

  @Test
  void optimizers_eachLearn() {
    String out = run("optimizers", "--epochs", "3").requireSuccess().out().trim();
    List<String> rows = out.lines().skip(1).toList();
    assertEquals(
        List.of("SGD", "Adam", "AdamW", "RMSprop", "Adagrad"),
        rows.stream().map(row -> row.split(" +", -1)[0]).toList());
    for (String row : rows) {
      assertTrue(Double.parseDouble(row.split(" +", -1)[3]) > 0.8, out);
    }
  }

  @Test
  void schedulers_eachDrawTheirCurve(@TempDir Path folder) throws IOException {
    String out = run("schedulers", "--out", folder.toString()).requireSuccess().out();
    assertTrue(
        out.contains("StepLR             lr 0.1000 in the first epoch, 0.0001000 in the last"),
        out);
    for (String name :
        List.of("StepLR", "ExponentialLR", "CosineAnnealingLR", "ReduceLROnPlateau")) {
      BufferedImage png = ImageIO.read(folder.resolve(name + ".png").toFile());
      assertTrue(png.getWidth() > 100, name);
    }
  }

  @Test
  void schedulers_outIsAFile_saysSo(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Outcome outcome = run("schedulers", "--out", file.toString());
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains("--out: got " + file + ", expected a folder"), outcome.err());
  }

  @Test
  void paramGroups_fineTunesWithTwoRates() {
    String out = run("param-groups", "--epochs", "4").requireSuccess().out().trim();
    assertTrue(out.contains("  2 tensors, lr=0.001\n  2 tensors, lr=0.01\n"), out);
    assertTrue(number("val_acc", lastLine(out)) >= 0.85, out);
  }

  @Test
  void amp_learnsTheDigits() {
    String out = run("amp", "--epochs", "4").requireSuccess().out().trim();
    assertTrue(out.startsWith("Epoch [1/4] train_loss="), out);
    assertTrue(out.contains(" scale=65536 "), out);
    String[] last = lastLine(out).split(" by hand, ", -1);
    assertTrue(number("val_acc", last[0]) >= 0.93, out);
    assertTrue(number("val_acc", last[1]) >= 0.93, out);
  }

  @Test
  void clipping_separatelyAndInOneCall_isTheSame() {
    String out = run("clipping", "--steps", "30").requireSuccess().out().trim();
    assertTrue(out.startsWith("Step [10/30] norm="), out);
    assertTrue(out.endsWith("same weights by one call: true"), out);
  }

  @Test
  void earlyStopping_byHandAndByCallback_stopsInTheSameEpoch() {
    String out = run("early-stopping").requireSuccess().out().trim();
    List<String> stopped = out.lines().filter(line -> line.contains("stopped after")).toList();
    assertEquals(2, stopped.size(), out);
    assertEquals(
        stopped.get(0).replace("by hand:  ", ""), stopped.get(1).replace("callback: ", ""));
    assertFalse(out.contains("stopped after 200 epochs"), out);
  }

  @Test
  void warmup_risesToTheWholeRate() {
    String out = run("warmup", "--epochs", "6").requireSuccess().out().trim();
    assertEquals(
        List.of(0.0, 0.02, 0.04, 0.06, 0.08, 0.1),
        out.lines().limit(6).map(line -> number("lr", line)).toList());
    assertTrue(number("val_acc", lastLine(out)) >= 0.9, out);
  }

  @Test
  void accumulation_hasTheWeightsOfTheLargeBatch() {
    String out = run("accumulation", "--epochs", "1").requireSuccess().out();
    assertTrue(out.startsWith("largest difference from batches of 32:"), out);
  }

  @Test
  void checkpoint_resumed_hasTheSameLosses() {
    String out = run("checkpoint").requireSuccess().out().trim();
    assertTrue(out.contains("40 losses, saved and resumed after 20: identical"), out);
    assertEquals("4 epochs of the trainer, resumed after 2: identical", lastLine(out));
  }

  @Test
  void tensorboard_writesItsEvents(@TempDir Path folder) throws IOException {
    run("tensorboard", "--epochs", "2", "--log-dir", folder.toString()).requireSuccess();
    try (var files = Files.list(folder)) {
      Path events = files.findFirst().orElseThrow();
      assertTrue(events.getFileName().toString().startsWith("events.out.tfevents."));
      String bytes = Files.readString(events, ISO_8859_1);
      for (String tag :
          List.of("digits", "Loss/Val", "Accuracy/Train", "Learning_Rate", "hidden.weight")) {
        assertTrue(bytes.contains(tag), tag);
      }
    }
  }

  @Test
  void overfitting_comparesTheRemedies() {
    String out = run("overfitting", "--epochs", "20").requireSuccess().out().trim();
    List<String[]> rows = out.lines().skip(1).map(line -> line.trim().split("  +", -1)).toList();
    assertEquals(
        List.of("none", "dropout", "augmentation", "weight decay", "early stopping", "all"),
        rows.stream().map(row -> row[0]).toList());
    double byHeart = Double.parseDouble(rows.get(0)[2]);
    assertTrue(Double.parseDouble(rows.get(0)[3]) > 5 * byHeart, out);
    assertTrue(Double.parseDouble(rows.get(5)[2]) > byHeart, out);
  }

  @Test
  void memory_ofSmallBatches_isLess() {
    String out = run("memory", "--batch-size", "64", "--steps", "1").requireSuccess().out();
    List<Integer> peaks =
        out.lines()
            .skip(1)
            .map(line -> Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1)))
            .toList();
    assertEquals(4, peaks.size(), out);
    assertTrue(peaks.get(1) < 0.6 * peaks.get(0), out);
    assertTrue(peaks.get(2) < 0.6 * peaks.get(0), out);
  }

  @Test
  void memory_ofTooSmallBatches_saysSo() {
    Outcome outcome = run("memory", "--batch-size", "3");
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains("--batch-size: got 3, expected >= 4"), outcome.err());
  }

  @Test
  void tabular_ranksWhoLeaves() {
    String out = run("tabular", "--epochs", "5", "--rows", "2000").requireSuccess().out().trim();
    assertTrue(out.contains("Embedding("), out);
    assertTrue(number("auroc", lastLine(out)) >= 0.8, out);
  }

  @Test
  void tabular_ofAnotherTable_saysSo(@TempDir Path folder) throws IOException {
    Path csv = Files.writeString(folder.resolve("table.csv"), "a,b\n1,2\n");
    Outcome outcome = run("tabular", "--csv", csv.toString());
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains("expected age,months,bill"), outcome.err());
  }

  @Test
  void charGpt_learnsAndWrites(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), "abcd ".repeat(600));
    String out =
        run("char-gpt", "--text", text.toString(), "--epochs", "20", "--length", "25")
            .requireSuccess()
            .out()
            .trim();
    assertTrue(out.startsWith("3000 characters, 5 different"), out);
    assertEquals("abcd ".repeat(5).trim(), lastLine(out));
  }

  @Test
  void charGpt_ofTooShortAText_saysSo(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("text.txt"), "short");
    Outcome outcome = run("char-gpt", "--text", text.toString());
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains("--text: got 5 characters"), outcome.err());
  }

  @Test
  void template_trainsAsItsFileAndOptionsSay(@TempDir Path folder) throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/usr/share/datasets/fashion-mnist")), "no Fashion-MNIST");
    Path config =
        Files.writeString(folder.resolve("config.json"), "{\"epochs\": 3, \"samples\": 3200}");
    Path runs = folder.resolve("run");
    String out =
        run(
                "template",
                "--config",
                config.toString(),
                "--epochs",
                "1",
                "--log-dir",
                runs.toString())
            .requireSuccess()
            .out()
            .trim();
    assertTrue(out.startsWith("Epoch [1/1] train_acc="), out);
    assertTrue(number("val_acc", lastLine(out)) >= 0.7, out);
    assertTrue(Files.size(runs.resolve("best.pt")) > 50_000, out);
  }

  @Test
  void template_ofWrongSettings_saysWhich(@TempDir Path folder) throws IOException {
    Path config = Files.writeString(folder.resolve("config.json"), "{\"epoch\": 3}");
    Outcome outcome = run("template", "--config", config.toString());
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains("\"epoch\""), outcome.err());
    outcome = run("template", "--batch-size", "0");
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains("batchSize=0"), outcome.err());
  }

  @Test
  void fromPython_eitherOrder_hasTheSameBits() {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    var properties =
        Map.of(
            "torch4j.bench.python", python.get(),
            "torch4j.bench.checkpoint",
                Programs.root().resolve("samples/checkpoint/train.py").toString());
    String out = runWith(properties, "from-python").requireSuccess().out().trim();
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
    var properties = Map.of("torch4j.samples.scripted", scripted.toString());
    String out =
        runWith(properties, "torchscript", "--epochs", "1", "--out", tuned.toString())
            .requireSuccess()
            .out()
            .trim();
    String last = out.substring(out.lastIndexOf('\n') + 1);
    assertTrue(number("val_acc", last) >= 0.7, out);
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
    var properties =
        Map.of(
            "torch4j.bench.python", python.get(),
            "torch4j.bench.parity", Programs.root().resolve("samples/parity/parity.py").toString());
    String out = runWith(properties, "parity").requireSuccess().out();
    String onPythons = out.substring(out.indexOf("Python's LibTorch"));
    assertEquals(5, onPythons.lines().filter(line -> line.endsWith("  yes")).count(), out);
  }
}
