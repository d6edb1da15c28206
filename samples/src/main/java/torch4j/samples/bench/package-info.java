/**
 * {@code samples/run bench}: the same work in Java, Python and C++, measured in turns within one
 * run.
 *
 * <p>{@link torch4j.samples.bench.Bench} starts one worker process for each language and lets them
 * run one after the other, block by block. What the Java worker runs is a {@link
 * torch4j.samples.bench.Work}; Python's side is {@code samples/bench/worker.py}, C++'s is {@code
 * native/bench}.
 */
package torch4j.samples.bench;
