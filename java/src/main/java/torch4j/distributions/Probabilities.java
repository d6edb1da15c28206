package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/** Probabilities or logits, the others computed at their first use. */
final class Probabilities {
  private final boolean isBinary;
  private final boolean isClamped;
  private final boolean isProbs;
  private Tensor probs;
  private Tensor logits;

  private Probabilities(
      Tensor probs, Tensor logits, boolean isProbs, boolean isBinary, boolean isClamped) {
    this.probs = probs;
    this.logits = logits;
    this.isProbs = isProbs;
    this.isBinary = isBinary;
    this.isClamped = isClamped;
  }

  /** Of single events. */
  static Probabilities ofBinary(Tensor given, boolean isProbs) {
    return new Probabilities(isProbs ? given : null, isProbs ? null : given, isProbs, true, false);
  }

  /** Of single events, whose probabilities are kept between 0 and 1. */
  static Probabilities ofClamped(Tensor given, boolean isProbs) {
    return new Probabilities(
        isProbs ? Operators.clampProbs(given) : null, isProbs ? null : given, isProbs, true, true);
  }

  /** Of classes, in the last dimension; normalized. */
  static Probabilities ofClasses(Tensor given, boolean isProbs) {
    if (given == null || given.dim() < 1) {
      throw new IllegalArgumentException(
          (isProbs ? "probs" : "logits")
              + ": got "
              + (given == null ? "null" : "no dimension")
              + ", expected a tensor of at least one dimension");
    }
    return isProbs
        ? new Probabilities(given.div(given.sum(-1, true)), null, true, false, false)
        : new Probabilities(null, given.sub(given.logsumexp(-1, true)), false, false, false);
  }

  synchronized Probabilities expand(long... shape) {
    return new Probabilities(
        probs == null ? null : probs.expand(shape),
        logits == null ? null : logits.expand(shape),
        isProbs,
        isBinary,
        isClamped);
  }

  /** The probabilities if they are there already, else null. */
  synchronized Tensor knownProbs() {
    return probs;
  }

  /** The logits if they are there already, else null. */
  synchronized Tensor knownLogits() {
    return logits;
  }

  synchronized Tensor probs() {
    if (probs == null) {
      probs =
          Operators.withGrad(
              () -> {
                Tensor computed = Operators.logitsToProbs(logits, isBinary);
                return isClamped ? Operators.clampProbs(computed) : computed;
              });
    }
    return probs;
  }

  synchronized Tensor logits() {
    if (logits == null) {
      logits = Operators.withGrad(() -> Operators.probsToLogits(probs, isBinary));
    }
    return logits;
  }

  /** What was given. */
  Tensor parameter() {
    return isProbs ? probs() : logits();
  }

  /** The arguments' checks: of what was given. */
  List<Argument> arguments(Constraint ofProbs, Constraint ofLogits) {
    return List.of(
        new Argument("probs", knownProbs(), ofProbs),
        new Argument("logits", knownLogits(), ofLogits));
  }
}
