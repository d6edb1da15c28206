package torch4j.training;

import torch4j.internal.Require;

/** What a {@link Trainer} is doing. */
public enum Phase {
  /** Training: gradients, optimizer steps. */
  TRAIN("train"),
  /** Validation, during {@code fit} or by itself. */
  VALIDATE("val"),
  /** A test. */
  TEST("test"),
  /** Prediction: no loss. */
  PREDICT("predict");

  private final String prefix;

  Phase(String prefix) {
    this.prefix = prefix;
  }

  /** The name of a value of this phase: {@code val_loss} for {@code loss}. */
  public String named(String name) {
    return prefix + "_" + Require.nonNull(name, "name", "a name");
  }
}
