package torch4j.nn;

import java.lang.ref.Reference;
import java.util.Arrays;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Self-attention and a feedforward network, each with a residual connection and layer
 * normalization. Same as {@code torch.nn.TransformerEncoderLayer}.
 *
 * <p>Input and output {@code [L, N, dModel]}, with batchFirst {@code [N, L, dModel]}, or {@code [L,
 * dModel]}; of the weights' dtype.
 */
public final class TransformerEncoderLayer extends TransformerLayer {
  /**
   * Options of a call beside the source. In a bool mask, true means that the position is not
   * allowed to attend; a float mask is added to the attention weights before softmax.
   *
   * @param srcMask the mask for the source sequence, {@code [L, L]} or {@code [N * nhead, L, L]},
   *     or null
   * @param srcKeyPaddingMask the mask for the source keys per batch, {@code [N, L]} or {@code [L]},
   *     or null
   * @param isCausal a hint that {@code srcMask} is the causal mask
   */
  @Withers
  public record CallOptions(Tensor srcMask, Tensor srcKeyPaddingMask, boolean isCausal)
      implements TransformerEncoderLayerCallOptionsWithers {
    static final CallOptions DEFAULT = new CallOptions(null, null, false);
  }

  /** PyTorch's defaults. */
  public static TransformerLayerOptions options() {
    return TransformerLayerOptions.DEFAULT;
  }

  /** PyTorch's defaults for a call: no masks. */
  public static CallOptions callOptions() {
    return CallOptions.DEFAULT;
  }

  /** A layer with PyTorch's defaults. */
  public TransformerEncoderLayer(long dModel, long nhead) {
    this(dModel, nhead, options());
  }

  /**
   * A layer with all options.
   *
   * @param dModel the number of expected features in the input
   * @param nhead the number of heads in the multi-head attention
   * @throws IllegalArgumentException if a size is not positive, the embedding dimension is not
   *     divisible by the number of heads, or the dropout is not a probability
   */
  public TransformerEncoderLayer(long dModel, long nhead, TransformerLayerOptions options) {
    super(dModel, nhead, options, false);
  }

  @Override
  public Tensor forward(Tensor src) {
    return compute(src, callOptions());
  }

  /** Same as {@code layer(src, src_mask)}. */
  @Override
  public Tensor forward(Tensor src, Tensor srcMask) {
    return compute(src, callOptions().srcMask(srcMask));
  }

  /**
   * The output with masks. Same as {@code layer(src, src_mask=..., ...)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not match
   */
  public Tensor call(Tensor src, CallOptions options) {
    Require.nonNull(src, "src", "a tensor");
    Require.nonNull(options, "options", "options");
    return run(inputs -> compute(inputs.get(0), options), src);
  }

  private Tensor compute(Tensor src, CallOptions call) {
    DType dtype = src.dtype();
    Tensor padding =
        AttentionMasks.canonical("src_key_padding_mask", call.srcKeyPaddingMask(), dtype);
    Tensor mask = AttentionMasks.canonical("src_mask", call.srcMask(), dtype);
    if (takesFastPath(src, mask != null || padding != null)) {
      return fast(src, AttentionMasks.merge(mask, padding, src, selfAttn.numHeads));
    }
    MultiheadAttention.CallOptions attention =
        MultiheadAttention.callOptions()
            .attnMask(mask)
            .keyPaddingMask(padding)
            .isCausal(call.isCausal());
    Tensor attended = residual(src, 0, x -> attend(selfAttn, x, x, 0, attention));
    return residual(attended, 1, this::feedForward);
  }

  // The fast path is one operator for the whole layer.
  boolean fitsFastPath() {
    return options.batchFirst() && options.bias() && isNamed() && selfAttn.numHeads % 2 == 0;
  }

  private boolean isNamed() {
    return options.activation() instanceof TransformerLayerOptions.Activation
        || registered().children().get("activation") instanceof ReLU
        || isGelu();
  }

  private boolean isGelu() {
    return options.activation() == TransformerLayerOptions.Activation.GELU
        || registered().children().get("activation") instanceof GELU;
  }

  // The same conditions as in Python.
  private boolean takesFastPath(Tensor src, boolean masked) {
    return src.dim() == 3
        && !isTraining()
        && fitsFastPath()
        && !(src.isNested() && masked)
        && modulesHaveNoHooks()
        && MultiheadAttention.mayTakeFastPath(withWeights(src));
  }

  private boolean modulesHaveNoHooks() {
    return namedModules().values().stream()
        .allMatch(module -> module.hooks.before.isEmpty() && module.hooks.after.isEmpty());
  }

  /** The input and the weights, in the order of the operator's arguments. */
  Tensor[] withWeights(Tensor src) {
    return new Tensor[] {
      src,
      selfAttn.parameter("in_proj_weight"),
      selfAttn.parameter("in_proj_bias"),
      selfAttn.outProj.weight(),
      selfAttn.outProj.bias(),
      norms[0].parameter("weight"),
      norms[0].parameter("bias"),
      norms[1].parameter("weight"),
      norms[1].parameter("bias"),
      linear1.weight(),
      linear1.bias(),
      linear2.weight(),
      linear2.bias()
    };
  }

  private Tensor fast(Tensor src, AttentionMasks.Merged merged) {
    Tensor[] tensors = withWeights(src);
    Tensor output = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    try {
      NativeModule.encoderLayer(
          Arrays.stream(tensors).mapToLong(t -> t.unwrap().address()).toArray(),
          selfAttn.embedDim,
          selfAttn.numHeads,
          isGelu(),
          options.normFirst(),
          options.layerNormEps(),
          merged.address(),
          merged.type(),
          output.unwrap().address());
    } finally {
      Reference.reachabilityFence(tensors);
      Reference.reachabilityFence(merged);
    }
    return output;
  }
}
