package torch4j.nn.utils;

import java.util.Arrays;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.Require;
import torch4j.internal.Unscoped;
import torch4j.nn.BatchNormState;
import torch4j.nn.Linear;
import torch4j.nn.Module;
import torch4j.nn.Parametrize;

/**
 * Fuses a layer and the following batch normalization into one layer, for evaluation. Same as
 * {@code torch.nn.utils.fusion}.
 */
public final class Fusion {
  private Fusion() {}

  /**
   * The weight and bias of a fused layer, which belong to the innermost open scope.
   *
   * @param weight the weight, of the shape of the layer's weight
   * @param bias the bias, with one element for each output channel
   */
  public record Weights(Tensor weight, Tensor bias) {
    /** Checks that no component is null. */
    public Weights {
      Require.nonNull(weight, "weight", "a tensor");
      Require.nonNull(bias, "bias", "a tensor");
    }
  }

  /**
   * Fuses a convolution and a batch normalization into one convolution. Same as {@code
   * fuse_conv_bn_eval}.
   */
  public static <M extends Module> M fuseConvBnEval(M conv, Module bn) {
    return fuseConvBnEval(conv, bn, false);
  }

  /**
   * Fuses a convolution and a batch normalization into one convolution. Same as {@code
   * fuse_conv_bn_eval}.
   *
   * @param transpose whether it is a transposed convolution
   * @return a new layer; the given ones are not changed
   * @throws IllegalArgumentException if one of them is in training mode, or {@code bn} is not a
   *     batch normalization with running statistics
   */
  public static <M extends Module> M fuseConvBnEval(M conv, Module bn, boolean transpose) {
    Require.nonNull(conv, "conv", "a convolution");
    Require.nonNull(bn, "bn", "a batch normalization");
    requireEvaluation(conv, bn);
    try (var scope = Torch.scope()) {
      Tensor weight = Parametrize.value(conv, "weight");
      Tensor bias = bias(conv);
      Weights fused = fuseConvBnWeights(weight, bias, BatchNormState.of(bn), transpose);
      return with(conv, fused, weight.requiresGrad(), bias != null && bias.requiresGrad());
    }
  }

  /**
   * Fuses the parameters of a convolution and a batch normalization. Same as {@code
   * fuse_conv_bn_weights}.
   *
   * @param weight {@code [out, in, kernel...]}, or {@code [in, out, kernel...]} if transposed
   * @param bias {@code [out]}, or null
   */
  public static Weights fuseConvBnWeights(
      Tensor weight, Tensor bias, BatchNormState bn, boolean transpose) {
    Require.nonNull(weight, "weight", "a tensor");
    Require.nonNull(bn, "bn", "a batch normalization's state");
    try (var noGrad = Torch.noGrad()) {
      Tensor mean = bn.runningMean();
      Tensor scale = bn.runningVar().add(bn.eps()).rsqrt();
      Tensor factor = bn.weight() == null ? Torch.onesLike(mean) : bn.weight();
      Tensor addend = bn.bias() == null ? Torch.zerosLike(mean) : bn.bias();
      Tensor before = bias == null ? Torch.zerosLike(mean) : bias;
      var shape = new long[Math.toIntExact(weight.dim())];
      Arrays.fill(shape, 1);
      shape[transpose ? 1 : 0] = -1;
      return new Weights(
          weight.mul(factor.mul(scale).reshape(shape)).to(weight.dtype()),
          before
              .sub(mean)
              .mul(scale)
              .mul(factor)
              .add(addend)
              .to((bias == null ? weight : bias).dtype()));
    } catch (RuntimeException e) {
      throw LibTorchErrors.explain("weight", e, weight, bias, bn.runningMean());
    }
  }

  /**
   * Fuses a linear layer and a batch normalization into one linear layer. Same as {@code
   * fuse_linear_bn_eval}.
   *
   * @return a new layer; the given ones are not changed
   * @throws IllegalArgumentException if one of them is in training mode, {@code bn} is not a batch
   *     normalization with running statistics, weight and bias, or the numbers of features differ
   */
  public static Linear fuseLinearBnEval(Linear linear, Module bn) {
    Require.nonNull(linear, "linear", "a linear layer");
    Require.nonNull(bn, "bn", "a batch normalization");
    requireEvaluation(linear, bn);
    try (var scope = Torch.scope()) {
      BatchNormState state = BatchNormState.of(bn);
      Tensor weight = linear.weight();
      Tensor bias = linear.bias();
      requireFeatures(weight.size(0), state.runningMean().numel());
      Weights fused = fuseLinearBnWeights(weight, bias, state);
      return with(linear, fused, weight.requiresGrad(), bias != null && bias.requiresGrad());
    }
  }

  private static void requireFeatures(long outFeatures, long numFeatures) {
    if (outFeatures != numFeatures && numFeatures != 1) {
      throw new IllegalArgumentException(
          "bn: got num_features="
              + numFeatures
              + ", expected linear.out_features="
              + outFeatures
              + " or 1");
    }
  }

  /**
   * Fuses the parameters of a linear layer and a batch normalization. Same as {@code
   * fuse_linear_bn_weights}.
   *
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null
   * @throws IllegalArgumentException if the normalization has no affine parameters
   */
  public static Weights fuseLinearBnWeights(Tensor weight, Tensor bias, BatchNormState bn) {
    Require.nonNull(weight, "weight", "a tensor");
    Require.nonNull(bn, "bn", "a batch normalization's state");
    if (bn.weight() == null || bn.bias() == null) {
      throw new IllegalArgumentException("bn: got affine=False, expected a weight and a bias");
    }
    try (var noGrad = Torch.noGrad()) {
      Tensor mean = bn.runningMean();
      Tensor scale = bn.weight().mul(bn.runningVar().add(bn.eps()).rsqrt());
      Tensor before = bias == null ? Torch.zerosLike(mean) : bias;
      return new Weights(
          weight.mul(scale.unsqueeze(-1).to(weight.dtype())),
          before.sub(mean).mul(scale).add(bn.bias()).to((bias == null ? weight : bias).dtype()));
    } catch (RuntimeException e) {
      throw LibTorchErrors.explain("weight", e, weight, bias, bn.runningMean());
    }
  }

  private static Tensor bias(Module layer) {
    return Parametrize.isParametrized(layer, "bias")
        ? Parametrize.value(layer, "bias")
        : layer.namedParameters().get("bias");
  }

  @SuppressWarnings("unchecked") // a copy has the original's class
  private static <M extends Module> M with(
      M layer, Weights fused, boolean trainWeight, boolean trainBias) {
    Module copy = Unscoped.make(layer::deepCopy);
    copy.setParameter("weight", fused.weight());
    copy.getParameter("weight").requiresGrad_(trainWeight);
    copy.setParameter("bias", fused.bias());
    copy.getParameter("bias").requiresGrad_(trainBias);
    return (M) copy;
  }

  private static void requireEvaluation(Module layer, Module bn) {
    if (layer.isTraining() || bn.isTraining()) {
      throw new IllegalArgumentException(
          "training: got a layer in training mode, expected evaluation; Fusion only for eval!");
    }
  }
}
