package torch4j.samples.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import torch4j.samples.SampleException;

/**
 * Runs a suite's rows on all sides, one side at a time, in turns: a disturbance of the machine hits
 * all alike. All sides run the same number of steps, so that a training run is in the same state on
 * each.
 */
final class Coordinator {
  private static final double SHORTEST_BLOCK_US = 0.35e6;
  private static final double LONGEST_BLOCK_US = 1.0e6;
  // The JVM was seen to go on compiling a loop of tiny operators for a second or two.
  private static final int WARM_UP_ROUNDS = 4;
  // An OpenMP team goes on spinning for some milliseconds after its work.
  private static final long PAUSE_MILLIS = 25;

  private final Map<Language, Side> sides;
  private final int rounds;

  Coordinator(Map<Language, Side> sides, int rounds) {
    this.sides = sides;
    this.rounds = rounds;
  }

  /**
   * Measures one row.
   *
   * @param calibrated whether the blocks' length is to be found out, or is the first block's
   * @throws SampleException if a check differs between the sides
   */
  Result measure(Row row, boolean calibrated) {
    Map<Language, Block> first = runAll(row, row.firstSteps(), 0);
    Check.requireSame(row, first);
    long steps = calibrated ? calibrate(row, first) : row.firstSteps();
    Map<Language, List<Double>> times = new EnumMap<>(Language.class);
    for (int round = 0; round < Math.min(rounds, row.mostRounds()); round++) {
      runAll(row, steps, round)
          .forEach(
              (language, block) ->
                  times.computeIfAbsent(language, key -> new ArrayList<>()).add(block.us()));
    }
    return Result.of(row, times);
  }

  // Longer and longer blocks, until the fastest side's is long enough or the slowest side's too
  // long; then some more to warm up.
  private long calibrate(Row row, Map<Language, Block> first) {
    Map<Language, Block> blocks = first;
    long steps = row.firstSteps();
    while (Collections.min(times(blocks)) * steps < SHORTEST_BLOCK_US
        && Collections.max(times(blocks)) * steps < LONGEST_BLOCK_US) {
      steps *= 2;
      blocks = runAll(row, steps, 0);
    }
    double forFastest = SHORTEST_BLOCK_US / Collections.min(times(blocks));
    double forSlowest = LONGEST_BLOCK_US / Collections.max(times(blocks));
    steps = Math.max(1, (long) Math.min(forFastest, forSlowest));
    for (int round = 0; round < WARM_UP_ROUNDS; round++) {
      runAll(row, steps, round);
    }
    return steps;
  }

  private static List<Double> times(Map<Language, Block> blocks) {
    return blocks.values().stream().map(Block::us).toList();
  }

  // Every round begins with another side.
  private Map<Language, Block> runAll(Row row, long steps, int round) {
    var order = new ArrayList<>(sides.keySet());
    order.retainAll(row.languages());
    Collections.rotate(order, round);
    Map<Language, Block> blocks = new EnumMap<>(Language.class);
    for (Language language : order) {
      pause();
      blocks.put(language, sides.get(language).run(new Request(row.name(), steps)));
    }
    return blocks;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SampleException("interrupted");
    }
  }
}
