package torch4j.samples.bench;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One line to a worker: run this many steps of this row. A row other than the last one is set up
 * anew, from its seed.
 *
 * @param row the row's name
 * @param steps how many steps
 */
@JsonPropertyOrder({"row", "steps"})
record Request(String row, long steps) {}
