package torch4j.samples.bench;

import java.util.ArrayList;
import java.util.List;
import torch4j.samples.ports.Ports;

/**
 * One training step of some networks with Adam, against Python's fused Adam and (rows {@code
 * …_default}) against Python's default one; rows {@code …_threads8} at that thread count on both
 * sides. The check is the loss of the steps 1, 5, 10 and 50. Then the ports, checked by the losses
 * of the steps 1, 10 and 30: a step, the first 30 steps of a fresh process, and the most memory
 * that it held.
 */
final class StepSuite implements Suite {
  private static final List<Double> TIGHT = List.of(1e-5, 1e-5, 1e-5, 1e-5);

  // Products on one thread and on two end in other last bits, which grow: after 50 steps Java and
  // C++
  // were seen 1.05e-5 apart.
  private static final List<Double> CNN = List.of(1e-5, 1e-5, 1e-5, 1e-4);

  // Adam makes a whole step of the sign of a gradient that is almost zero, and here there are 1.8
  // million of them: what begins as the last bit of a product was seen to grow to 9e-4 at step 10
  // and 2e-2 at step 50, between two BLAS under one and the same program.
  private static final List<Double> WIDE = List.of(1e-5, 1e-4, 1e-2, 1e-1);

  // Labels are random and the net learns them by heart, which soon makes a last bit large: so only
  // ten steps. On one and the same LibTorch the losses were the same bits.
  private static final long RECURRENT_STEPS = 10;
  private static final List<Double> RECURRENT = List.of(1e-5, 1e-5, 1e-4);

  // Beside the default: fewer and more than the two cores of the machine that figures are from.
  private static final List<Integer> THREADS = List.of(1, 4, 8);

  // In bfloat16, which has 8 bits, two builds of LibTorch were seen 6e-4 apart at step 10 and 3e-3
  // at step 50. On one and the same LibTorch the losses were the same bits.
  private static final List<Double> HALF = List.of(1e-2, 1e-2, 1e-2, 1e-1);

  // Each round of these is a process, most of whose time is its start; peaks are much the same.
  private static final int FIRST_ROUNDS = 3;
  private static final int PEAK_ROUNDS = 1;

  @Override
  public List<Row> rows() {
    List<Row> rows =
        new ArrayList<>(
            List.of(
                row("mlp_small", TIGHT),
                row("mlp_small_default", TIGHT),
                row("mlp_large", WIDE),
                row("mlp_large_default", WIDE),
                row("cnn", CNN),
                row("cnn_default", CNN),
                row("resnet18", WIDE).withoutCpp(),
                new Row("lstm", RECURRENT_STEPS, RECURRENT).withoutCpp(),
                row("transformer", WIDE).withoutCpp(),
                row("cnn_bfloat16", HALF).withoutCpp(),
                row("transformer_bfloat16", HALF).withoutCpp()));
    for (int threads : THREADS) {
      rows.add(row("mlp_small_threads" + threads, TIGHT).withoutCpp());
      rows.add(row("mlp_large_threads" + threads, WIDE).withoutCpp());
    }
    for (String port : Ports.names()) {
      rows.add(new Row(port, Ports.STEPS, List.of(1e-5, 1e-5, 1e-5)).withoutCpp());
      rows.add(process(PeakOrTimeSide.FIRST + port).in("ms").atMost(FIRST_ROUNDS));
      rows.add(process(PeakOrTimeSide.PEAK + port).in("MiB").atMost(PEAK_ROUNDS));
    }
    return rows;
  }

  private static Row process(String name) {
    return new Row(name, 1, List.of(1e-5)).withoutCpp();
  }

  @Override
  public Side start(Language language, Programs programs) {
    return new PeakOrTimeSide(language, programs);
  }

  private static Row row(String name, List<Double> tolerances) {
    return new Row(name, StepWork.LAST_CHECK, tolerances);
  }

  @Override
  public boolean needsAllLanguages() {
    return true;
  }

  @Override
  public boolean isOfWholeProcesses() {
    return false;
  }
}
