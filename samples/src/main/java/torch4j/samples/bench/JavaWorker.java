package torch4j.samples.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.bytedeco.pytorch.Tensor;
import torch4j.Torch;

/**
 * The Java side of the suites, a process of its own: a {@link Request} a line from its input, a
 * {@link Block} a line to its output, until its input ends. With the argument {@code describe} it
 * prints {@link Torch#describe()} instead.
 */
final class JavaWorker {
  private final ObjectMapper json = new ObjectMapper();
  private String row = "";
  private Work work;

  private JavaWorker() {}

  /** Serves requests, or describes itself. */
  public static void main(String[] args) throws IOException {
    Torch.init();
    if (args.length == 1 && args[0].equals("describe")) {
      System.out.print(Torch.describe());
      return;
    }
    new JavaWorker().serve(System.out);
  }

  private void serve(PrintStream out) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      Block answer = run(json.readValue(line, Request.class));
      out.println(json.writeValueAsString(answer));
      out.flush();
    }
  }

  private Block run(Request request) {
    if (!request.row().equals(row)) {
      work = make(request.row());
      row = request.row();
    }
    long start = System.nanoTime();
    work.run(request.steps());
    double us = (System.nanoTime() - start) / 1e3 / request.steps();
    return new Block(row, us, work.check());
  }

  private static Work make(String row) {
    return switch (row) {
      case "add" -> new OpsWork(Tensor::add);
      case "add_" -> new OpsWork(Tensor::add_);
      case "matmul_8x8" -> new OpsWork(Tensor::matmul);
      case "sum" -> new OpsWork((a, b) -> a.sum());
      case "mlp_small", "mlp_small_default" -> StepWork.mlp(64, 32);
      case "mlp_large", "mlp_large_default" -> StepWork.mlp(1024, 256);
      case "identity_50" -> OpsWork.identities();
      case "cnn", "cnn_default" -> StepWork.cnn();
      case "resnet18" -> StepWork.resnet18();
      case "lstm" -> StepWork.lstm();
      case "transformer" -> StepWork.transformer();
      case "adam_1000x64", "adam_1000x64_default" -> OptimizerWork.adam(1000, 64);
      case "adam_100x10000", "adam_100x10000_default" -> OptimizerWork.adam(100, 10_000);
      case "adam_60x400000", "adam_60x400000_default" -> OptimizerWork.adam(60, 400_000);
      case "rmsprop_1000x64" -> OptimizerWork.rmsprop(1000, 64);
      case "scripted_1", "scripted_16", "eager_1", "eager_16" -> InferenceWork.of(row);
      default -> throw new IllegalArgumentException("row: got \"" + row + "\", which has no work");
    };
  }
}
