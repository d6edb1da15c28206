package torch4j.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * Adaptive softmax: an efficient softmax approximation for large output spaces with an imbalanced
 * label distribution. Same as {@code torch.nn.AdaptiveLogSoftmaxWithLoss}: input {@code [N,
 * inFeatures]} with classes {@code [N]} int64, or {@code [inFeatures]} with one class. Classes must
 * be sorted by frequency: class 0 is the most frequent one.
 */
public final class AdaptiveLogSoftmaxWithLoss extends Module {
  private final long inFeatures;
  private final long nClasses;
  private final long[] cutoffs;
  private final Linear head;
  private final Tail tail;

  /**
   * The output of the layer.
   *
   * @param output the log probability of each target, {@code [N]} or a scalar
   * @param loss the negative log likelihood loss, the mean of {@code -output}
   */
  public record Output(Tensor output, Tensor loss) {
    /** Checks that nothing is missing. */
    public Output {
      Require.nonNull(output, "output", "a tensor");
      Require.nonNull(loss, "loss", "a tensor");
    }
  }

  /** A layer with {@code divValue} 4 and a head without bias. */
  public AdaptiveLogSoftmaxWithLoss(long inFeatures, long nClasses, long[] cutoffs) {
    this(inFeatures, nClasses, cutoffs, 4);
  }

  /** A layer with this {@code divValue} and a head without bias. */
  public AdaptiveLogSoftmaxWithLoss(
      long inFeatures, long nClasses, long[] cutoffs, double divValue) {
    this(inFeatures, nClasses, cutoffs, divValue, false);
  }

  /**
   * A layer with all options.
   *
   * @param inFeatures the number of features in the input
   * @param nClasses the number of classes
   * @param cutoffs the cutoffs used to assign targets to their clusters: the first class of each
   *     cluster, in increasing order, from 1 to {@code nClasses - 1}
   * @param divValue the factor by which the projection of each cluster has fewer features than the
   *     one before it
   * @param headBias whether to add a bias to the head
   * @throws IllegalArgumentException if the cutoffs are not in increasing order or not in this
   *     range
   */
  public AdaptiveLogSoftmaxWithLoss(
      long inFeatures, long nClasses, long[] cutoffs, double divValue, boolean headBias) {
    requireCutoffs(cutoffs, nClasses);
    this.inFeatures = inFeatures;
    this.nClasses = nClasses;
    this.cutoffs = Arrays.copyOf(cutoffs, cutoffs.length + 1);
    this.cutoffs[cutoffs.length] = nClasses;
    head = register("head", new Linear(inFeatures, cutoffs[0] + cutoffs.length, headBias));
    List<Sequential> clusters = new ArrayList<>();
    for (int i = 0; i < cutoffs.length; i++) {
      long hidden = floorDiv((double) inFeatures, Math.pow(divValue, (double) i + 1));
      clusters.add(
          new Sequential(
              new Linear(inFeatures, hidden, false),
              new Linear(hidden, this.cutoffs[i + 1] - this.cutoffs[i], false)));
    }
    tail = register("tail", new Tail(clusters));
  }

  private static void requireCutoffs(long[] cutoffs, long nClasses) {
    Require.nonNull(cutoffs, "cutoffs", "classes");
    boolean valid = cutoffs.length > 0 && cutoffs[0] > 0;
    for (int i = 0; i < cutoffs.length; i++) {
      valid &= cutoffs[i] < nClasses && (i == 0 || cutoffs[i] > cutoffs[i - 1]);
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "cutoffs: got "
              + Arrays.toString(cutoffs)
              + ", expected unique, positive integers in increasing order, each between 1 and "
              + (nClasses - 1));
    }
  }

  // Python's a // b.
  private static long floorDiv(double a, double b) {
    return (long) Math.rint((a - a % b) / b);
  }

  /** The clusters beside the head: Python's {@code ModuleList}. */
  private static final class Tail extends Module {
    private final List<Sequential> clusters;

    Tail(List<Sequential> clusters) {
      this.clusters = List.copyOf(clusters);
      for (int i = 0; i < clusters.size(); i++) {
        register(String.valueOf(i), clusters.get(i));
      }
    }

    @Override
    String typeName() {
      return "ModuleList";
    }
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public void resetParameters() {
    head.resetParameters();
    for (Sequential cluster : tail.clusters) {
      for (Module layer : cluster) {
        ((Linear) layer).resetParameters();
      }
    }
  }

  /** Computes the loss only; {@link #callWithLoss} also returns the log probabilities. */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return compute(input, target).loss();
  }

  /**
   * Computes the log probability of each target, and the loss. Same as {@code module(input,
   * target)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not match, or a target is not a class
   */
  public Output callWithLoss(Tensor input, Tensor target) {
    Require.nonNull(input, "input", "a tensor");
    Require.nonNull(target, "target", "a tensor");
    return run(inputs -> compute(inputs.get(0), inputs.get(1)), input, target);
  }

  private Output compute(Tensor input, Tensor target) {
    requireDimensions(input, target);
    if (target.dim() == 1) {
      Tensor output = logProbOfTargets(input, target);
      return new Output(output, output.neg().mean());
    }
    Tensor output = logProbOfTargets(input.unsqueeze(0), target.unsqueeze(0));
    return new Output(output.squeeze(0), output.neg().mean());
  }

  private void requireDimensions(Tensor input, Tensor target) {
    long dimensions = target.dim();
    if (dimensions > 1) {
      throw invalidInput(
          "0D or 1D target tensor expected, multi-target not supported", input, target);
    }
    if (dimensions == 1 && (input.dim() == 0 || input.size(0) != target.size(0))) {
      throw invalidInput(
          "Input and target should have the same size in the batch dimension", input, target);
    }
    if (input.dim() != dimensions + 1) {
      throw invalidInput(
          dimensions + "D target tensor expects " + (dimensions + 1) + "D input tensors",
          input,
          target);
    }
  }

  private Tensor logProbOfTargets(Tensor input, Tensor target) {
    Tensor output = input.newZeros(target.size(0));
    Tensor columns = target.newEmpty(target.size(0));
    long used = 0;
    for (int i = 0; i < cutoffs.length; i++) {
      Tensor mask = target.ge(i == 0 ? 0 : cutoffs[i - 1]).logicalAnd(target.lt(cutoffs[i]));
      Tensor rows = mask.nonzero().squeeze(1);
      used += rows.numel();
      if (rows.numel() == 0) {
        continue;
      }
      Tensor classes = target.maskedSelect(mask);
      if (i == 0) {
        columns.indexCopy_(0, rows, classes);
      } else {
        columns.indexFill_(0, rows, cutoffs[0] + i - 1);
        output.indexCopy_(0, rows, inCluster(i - 1, input.indexSelect(0, rows), classes));
      }
    }
    requireClasses(used, input, target);
    Tensor headLogProb = Torch.logSoftmax(head.call(input), 1);
    return output.add_(headLogProb.gather(1, columns.unsqueeze(1)).squeeze(1));
  }

  // The log probability of the classes within their cluster.
  private Tensor inCluster(int cluster, Tensor input, Tensor classes) {
    Tensor logProb = Torch.logSoftmax(tail.clusters.get(cluster).call(input), 1);
    Tensor within = classes.sub(cutoffs[cluster]);
    return logProb.gather(1, within.unsqueeze(1)).squeeze(1);
  }

  private void requireClasses(long used, Tensor input, Tensor target) {
    if (used != target.size(0)) {
      throw invalidInput(
          "Target values should be in [0, "
              + (nClasses - 1)
              + "], but values in range ["
              + target.min().itemLong()
              + ", "
              + target.max().itemLong()
              + "] were found",
          input,
          target);
    }
  }

  /**
   * The log probabilities of all classes. Same as {@code log_prob}.
   *
   * @param input {@code [N, inFeatures]}
   * @return {@code [N, nClasses]}
   */
  public Tensor logProb(Tensor input) {
    return fullLogProb(input, head.call(input));
  }

  private Tensor fullLogProb(Tensor input, Tensor headOutput) {
    Tensor headLogProb = Torch.logSoftmax(headOutput, 1);
    var parts = new Tensor[cutoffs.length];
    parts[0] = headLogProb.narrow(1, 0, cutoffs[0]);
    for (int i = 1; i < cutoffs.length; i++) {
      Tensor cluster = Torch.logSoftmax(tail.clusters.get(i - 1).call(input), 1);
      parts[i] = cluster.add(headLogProb.narrow(1, cutoffs[0] + i - 1, 1));
    }
    return Torch.cat(List.of(parts), 1);
  }

  /**
   * The class with the highest probability for each example in the input. Same as {@code predict}.
   *
   * @param input {@code [N, inFeatures]}
   * @return {@code [N]} int64
   */
  public Tensor predict(Tensor input) {
    Tensor headOutput = head.call(input);
    var dimension = new LongOptional(1);
    Tensor output = Tensor.wrap(torch.argmax(headOutput.unwrap(), dimension, false));
    Tensor rows = output.ge(cutoffs[0]).nonzero().squeeze(1);
    if (rows.numel() == 0) {
      return output;
    }
    Tensor logProb = fullLogProb(input.indexSelect(0, rows), headOutput.indexSelect(0, rows));
    return output.indexCopy_(
        0, rows, Tensor.wrap(torch.argmax(logProb.unwrap(), dimension, false)));
  }

  @Override
  protected String expectedInput() {
    return "[N, "
        + inFeatures
        + "] with classes [N], or ["
        + inFeatures
        + "] with one class [], "
        + TensorDescription.dtype(head.weight())
        + " and int64, classes from 0 to "
        + (nClasses - 1);
  }
}
