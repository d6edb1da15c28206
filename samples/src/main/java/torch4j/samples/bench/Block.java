package torch4j.samples.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * A worker's answer.
 *
 * @param row the row's name, as asked
 * @param us the mean time of a step, in microseconds
 * @param check numbers that must be the same in all languages after a row's first block
 */
@JsonPropertyOrder({"row", "us", "check"})
record Block(String row, double us, List<Double> check) {
  Block {
    check = List.copyOf(check);
  }

  /** The same for another row. */
  Block named(String other) {
    return new Block(other, us, check);
  }
}
