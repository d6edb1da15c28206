package torch4j.samples.bench;

import java.util.List;

/** What the Java worker runs for one row: set up once, then run block by block. */
interface Work {
  /** Runs this many steps. */
  void run(long steps);

  /** What the row is of; the time unless it is of something else. */
  default double measured(double us) {
    return us;
  }

  /** Numbers that must be the same in Java, Python and C++. */
  List<Double> check();
}
