package torch4j.training.callbacks;

/** What shows an epoch while it runs. */
interface ProgressDisplay {
  /** Whether it is time to show something new. */
  boolean isDue();

  /**
   * Shows where the epoch is.
   *
   * @param batches the batches that are done
   * @param values loss, learning rate, speed
   */
  void show(long batches, String values);

  /** Makes place for what is printed next. */
  void close();
}
