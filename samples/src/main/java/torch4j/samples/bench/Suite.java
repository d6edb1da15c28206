package torch4j.samples.bench;

import java.util.List;

/** What {@code bench NAME} measures. */
interface Suite {
  /** The rows, in the report's order. */
  List<Row> rows();

  /** Whether it is an error, and not just an empty column, when a language is not there. */
  boolean needsAllLanguages();

  /** Whether a row is one process from start to end, so that a block has one step only. */
  boolean isOfWholeProcesses();

  /** Starts one language's side. */
  default Side start(Language language, Programs programs) {
    return isOfWholeProcesses()
        ? new ProcessSide(language, programs.matmul(language))
        : new WorkerSide(language, programs.worker(language));
  }
}
