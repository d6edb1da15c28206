package torch4j.tensorboard;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.StructProto;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.jit.Jit;
import torch4j.tensorboard.proto.EventProto;
import torch4j.tensorboard.proto.GraphProto;
import torch4j.tensorboard.proto.PluginProto;
import torch4j.testing.Golden;
import torch4j.testing.Programs;

/**
 * About 320 calls of SummaryWriter in Java and in Python, whose events are compared by Python,
 * which reads the files by itself. {@code -Dtorch4j.tensorboard.seed=S} draws other ones.
 */
final class SummaryWriterLiveTest {
  @TempDir Path folder;

  @Test
  void events_arePythons() throws IOException {
    var python = Programs.python();
    assumeTrue(python.isPresent(), "no reference Python: run tests/run");
    var protobuf = Programs.python(python.get(), "-c", "import google.protobuf");
    assumeTrue(protobuf.status() == 0, "no python3-protobuf: run tests/run");
    String script = Programs.root().resolve("tests/python/tensorboard_files.py").toString();
    String seed = System.getProperty("torch4j.tensorboard.seed", "1");
    Programs.python(python.get(), script, "make", folder.toString(), seed).requireSuccess();
    writeDescriptors();
    List<String> outcomes = new ArrayList<>();
    var options = SummaryWriter.options().logDir(folder.resolve("runs")).purgeStep(4);
    try (var writer = new SummaryWriter(options.maxFileBytes(20_000))) {
      for (String line :
          Files.readAllLines(folder.resolve("calls.jsonl"), StandardCharsets.UTF_8)) {
        outcomes.add(outcome(writer, Golden.parse(line)));
      }
    }
    Files.write(folder.resolve("outcomes.jsonl"), outcomes, StandardCharsets.UTF_8);
    String out =
        Programs.python(python.get(), script, "check", folder.toString()).requireSuccess().out();
    assertTrue(out.matches("\\d+ events\\s*"), out);
  }

  private void writeDescriptors() throws IOException {
    var files =
        FileDescriptorSet.newBuilder()
            .addFile(StructProto.getDescriptor().toProto())
            .addFile(EventProto.getDescriptor().toProto())
            .addFile(GraphProto.getDescriptor().toProto())
            .addFile(PluginProto.getDescriptor().toProto());
    Files.write(folder.resolve("descriptors.pb"), files.build().toByteArray());
  }

  private String outcome(SummaryWriter writer, JsonNode call) {
    try (var scope = Torch.scope()) {
      make(writer, call);
      return "null";
    } catch (IllegalArgumentException e) {
      return '"' + e.getMessage().replace("\\", "").replace("\"", "'").replace("\n", " ") + '"';
    }
  }

  private void make(SummaryWriter writer, JsonNode call) {
    String tag = call.path("tag").asText();
    long step = call.path("step").asLong();
    switch (call.get("call").asText()) {
      case "scalar" ->
          writer.addScalar(
              tag,
              number(call.get("value")),
              step,
              ScalarStyle.valueOf(call.path("style").asText("SIMPLE")));
      case "scalars" -> writer.addScalars(tag, map(call.get("values"), JsonNode::asDouble), step);
      case "histogram" -> writer.addHistogram(tag, tensor(call.get("values")), step, bins(call));
      case "histogram_raw" -> writer.addHistogramRaw(tag, raw(call), step);
      case "image" ->
          writer.addImage(tag, tensor(call.get("image")), step, call.get("formats").asText());
      case "text" -> writer.addText(tag, call.get("text").asText(), step);
      case "pr_curve" ->
          writer.addPrCurve(
              tag,
              tensor(call.get("labels")),
              tensor(call.get("predictions")),
              step,
              call.get("thresholds").asInt(),
              call.get("weights").isNull() ? null : tensor(call.get("weights")));
      case "hparams" -> hparams(writer, call, step);
      case "graph" -> writer.addGraph(Jit.load(folder.resolve(call.get("file").asText())));
      default -> throw new AssertionError(call);
    }
  }

  private static void hparams(SummaryWriter writer, JsonNode call, long step) {
    Function<JsonNode, List<?>> list =
        values ->
            StreamSupport.stream(values.spliterator(), false)
                .map(SummaryWriterLiveTest::value)
                .toList();
    writer.addHparams(
        map(call.get("hparams"), SummaryWriterLiveTest::value),
        map(call.get("metrics"), JsonNode::asDouble),
        new HparamsOptions()
            .domainDiscrete(map(call.get("domains"), list))
            .runName(call.get("run").asText())
            .globalStep(step));
  }

  private static RawHistogram raw(JsonNode call) {
    return new RawHistogram(
        call.get("min").asDouble(),
        call.get("max").asDouble(),
        call.get("num").asLong(),
        call.get("sum").asDouble(),
        call.get("squares").asDouble(),
        list(call.get("limits")),
        list(call.get("counts")));
  }

  private static HistogramBins bins(JsonNode call) {
    JsonNode given = call.get("bins");
    HistogramBins bins =
        given.isTextual()
            ? HistogramBins.named(given.asText())
            : given.isInt()
                ? HistogramBins.count(given.asInt())
                : HistogramBins.edges(Golden.doubles(given));
    return call.get("max_bins").isNull() ? bins : bins.maxBins(call.get("max_bins").asInt());
  }

  private static List<Double> list(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false).map(JsonNode::asDouble).toList();
  }

  private static <V> Map<String, V> map(JsonNode object, Function<JsonNode, V> value) {
    Map<String, V> map = new LinkedHashMap<>();
    object.properties().forEach(e -> map.put(e.getKey(), value.apply(e.getValue())));
    return map;
  }

  private static Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    return node.isTextual()
        ? node.asText()
        : node.isBoolean() ? (Object) node.asBoolean() : node.asDouble();
  }

  private static double number(JsonNode node) {
    return switch (node.asText()) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(node.asText());
    };
  }

  private static Tensor tensor(JsonNode node) {
    double[] values =
        StreamSupport.stream(node.get("values").spliterator(), false)
            .mapToDouble(SummaryWriterLiveTest::number)
            .toArray();
    return Torch.tensor(values)
        .to(DType.valueOf(node.get("dtype").asText()))
        .reshape(Golden.longs(node.get("shape")));
  }
}
