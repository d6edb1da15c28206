package torch4j.nn;

import org.bytedeco.pytorch.LossReduction;
import org.bytedeco.pytorch.kMean;
import org.bytedeco.pytorch.kNone;
import org.bytedeco.pytorch.kSum;

/** What a loss does with the losses of its elements. */
public enum Reduction {
  /** Leaves them as they are: {@code reduction="none"}. */
  NONE,
  /** Takes their mean, weighted where the loss has weights: {@code reduction="mean"}. */
  MEAN,
  /** Takes their sum: {@code reduction="sum"}. */
  SUM;

  void into(LossReduction option) {
    switch (this) {
      case NONE -> option.put(new kNone());
      case MEAN -> option.put(new kMean());
      case SUM -> option.put(new kSum());
    }
  }
}
