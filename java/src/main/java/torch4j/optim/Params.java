package torch4j.optim;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * Defines a parameter group with its own options, for an optimizer's constructor or {@code
 * addParamGroup}: Python's {@code {'params': ..., 'lr': ...}}.
 *
 * <pre>{@code
 * new SGD(SGD.options().momentum(0.9), Params.of(features, o -> o.lr(0.001)), Params.of(classifier, o -> o.lr(0.01)))
 * }</pre>
 *
 * @param tensors the parameters
 * @param overrides derives the group's options from the optimizer's
 * @param <O> the optimizer's options
 */
public record Params<O>(List<Tensor> tensors, UnaryOperator<O> overrides) {
  /** Copies the list. */
  public Params {
    tensors = List.copyOf(Require.noNulls(tensors, "tensors", "a tensor"));
    Require.nonNull(overrides, "overrides", "a function of the options");
  }

  /** A group with the optimizer's options. */
  public static <O> Params<O> of(List<Tensor> tensors) {
    return new Params<>(tensors, UnaryOperator.identity());
  }

  /** A group that overrides some of the optimizer's options. */
  public static <O> Params<O> of(List<Tensor> tensors, UnaryOperator<O> overrides) {
    return new Params<>(tensors, overrides);
  }

  /** A single group with all parameters. */
  static <O> List<Params<O>> all(List<Tensor> params) {
    return List.of(of(Require.noNulls(params, "params", "a tensor")));
  }

  /** The groups as a list, after a check for null. */
  @SafeVarargs
  static <O> List<Params<O>> list(Params<O>... groups) {
    return List.copyOf(
        Require.noNulls(
            Arrays.asList(Require.nonNull(groups, "groups", "groups")), "groups", "a group"));
  }
}
