package torch4j.samples.bench;

import static torch4j.Index.range;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import torch4j.Tensor;
import torch4j.Torch;

/**
 * The Java side of the suites, a process of its own: a {@link Request} a line from its input, a
 * {@link Block} a line to its output, until its input ends. With the argument {@code describe} it
 * prints {@link Torch#describe()} instead.
 */
final class JavaWorker {
  /** A row at another thread count than the default: {@code mlp_small_threads4}. */
  private static final Pattern WITH_THREADS = Pattern.compile("(.+)_threads(\\d+)");

  private final ObjectMapper json = new ObjectMapper();
  private final int defaultThreads = Torch.getNumThreads();
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
      row = request.row();
      work = makeWithThreads(row);
    }
    long start = System.nanoTime();
    work.run(request.steps());
    double us = (System.nanoTime() - start) / 1e3 / request.steps();
    return new Block(row, work.measured(us), work.check());
  }

  private Work makeWithThreads(String row) {
    Matcher named = WITH_THREADS.matcher(row);
    int threads = named.matches() ? Integer.parseInt(named.group(2)) : defaultThreads;
    if (threads != Torch.getNumThreads()) {
      Torch.setNumThreads(threads);
    }
    return make(named.matches() ? named.group(1) : row);
  }

  /** The work of a row. */
  static Work make(String row) {
    return switch (row) {
      case "add" -> new OpsWork(Tensor::add);
      case "add_" -> new OpsWork(Tensor::add_);
      case "matmul_8x8" -> new OpsWork(Tensor::matmul);
      case "sum" -> new OpsWork((a, b) -> a.sum());
      case "mul_number" -> new OpsWork((a, b) -> a.mul(2.0));
      case "select" -> new OpsWork((a, b) -> a.select(0, 0));
      case "get_range" -> new OpsWork((a, b) -> a.get(0, range(1, 3)));
      case "argmax" -> new OpsWork((a, b) -> a.argmax(1));
      case "item" -> ValuesWork.item();
      case "tensor_1000" -> ValuesWork.tensorOfArray(1000);
      case "to_array_1000000" -> ValuesWork.toArray(1_000_000);
      case "mlp_small", "mlp_small_default" -> StepWork.mlp(64, 32);
      case "mlp_large", "mlp_large_default" -> StepWork.mlp(1024, 256);
      case "identity_50" -> OpsWork.identities();
      case "linear_shapes" -> new ShapesWork();
      case "bmm_expanded" -> new ExpandedWork();
      case "cnn", "cnn_default" -> StepWork.cnn();
      case "resnet18" -> StepWork.resnet18();
      case "lstm" -> StepWork.lstm();
      case "transformer" -> StepWork.transformer();
      case "cnn_bfloat16" -> StepWork.cnn().inBfloat16();
      case "transformer_bfloat16" -> StepWork.transformer().inBfloat16();
      case "adam_1000x64", "adam_1000x64_default" -> OptimizerWork.adam(1000, 64);
      case "adam_100x10000", "adam_100x10000_default" -> OptimizerWork.adam(100, 10_000);
      case "adam_60x400000", "adam_60x400000_default" -> OptimizerWork.adam(60, 400_000);
      case "amp_10x4000000" -> AmpWork.step(10, 4_000_000);
      case "amp_100x10000" -> AmpWork.step(100, 10_000);
      case "amp_1000x64" -> AmpWork.step(1000, 64);
      case "clip_100x10000" -> AmpWork.clip(100, 10_000);
      case "clip_1000x64" -> AmpWork.clip(1000, 64);
      case "copy_40000000" -> AmpWork.copy(40_000_000);
      case "tensors_60000x784" -> DataLoaderWork.tensors(60_000, 784);
      case "images_workers0" -> DataLoaderWork.images(0);
      case "images_workers2" -> DataLoaderWork.images(2);
      case "csv_100000x20" -> ReadersWork.csv();
      case "pngs_2000_workers2" -> ReadersWork.pngs();
      case "rmsprop_1000x64" -> OptimizerWork.rmsprop(1000, 64);
      case "save" -> CheckpointWork.save(true);
      case "save_not_durable" -> CheckpointWork.save(false);
      case "load" -> CheckpointWork.load(false, false);
      case "load_mmap" -> CheckpointWork.load(true, false);
      case "load_mmap_sum" -> CheckpointWork.load(true, true);
      case "safetensors" -> CheckpointWork.safeTensors(false);
      case "safetensors_sum" -> CheckpointWork.safeTensors(true);
      case "scripted_1", "scripted_16", "eager_1", "eager_16" -> InferenceWork.of(row);
      case "epoch" -> new EpochWork(0);
      case "epoch_workers2" -> new EpochWork(2);
      case "trainer_mlp" -> TrainerWork.trainer();
      case "loop_mlp" -> TrainerWork.loop();
      case "harness_over_loop" -> TrainerWork.ratio();
      case "vae", "wordlm", "gpt", "actorcritic", "dcgan", "finetune" -> new PortWork(row);
      default -> throw new IllegalArgumentException("row: got \"" + row + "\", which has no work");
    };
  }
}
