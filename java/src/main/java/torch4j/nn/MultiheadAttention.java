package torch4j.nn;

import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.nn.init.Init;
import torch4j.processor.Withers;

/**
 * Multi-head attention. Same as {@code torch.nn.MultiheadAttention}.
 *
 * <p>Query {@code [L, N, embedDim]}, key {@code [S, N, kdim]}, value {@code [S, N, vdim]}, with
 * batchFirst {@code [N, L, embedDim]} and so on, or without N; of the weights' dtype. Python's call
 * returns output and weights, which is {@code callWithWeights} here; {@code call(query, key,
 * value)} returns the output alone.
 */
public final class MultiheadAttention extends Module {
  /**
   * The output of attention.
   *
   * @param output {@code [L, N, embedDim]}
   * @param weights {@code [N, L, S]}, for each head {@code [N, numHeads, L, S]}; null unless {@code
   *     needWeights}
   */
  public record Output(Tensor output, Tensor weights) {
    /** Checks that {@code output} is not null. */
    public Output {
      Require.nonNull(output, "output", "a tensor");
    }
  }

  /**
   * Options of a call beside query, key and value. In a bool mask, true means that the position is
   * not allowed to attend; a float mask is added to the attention weights before softmax.
   *
   * @param keyPaddingMask which keys to ignore as padding, {@code [N, S]} or {@code [S]}, or null
   * @param needWeights whether the attention weights are returned too, which is slower
   * @param attnMask a mask preventing attention to certain positions, {@code [L, S]} or {@code [N *
   *     numHeads, L, S]}, or null
   * @param averageAttnWeights whether the returned weights are averaged across heads
   * @param isCausal a hint that {@code attnMask} is the causal mask
   */
  @Withers
  public record CallOptions(
      Tensor keyPaddingMask,
      boolean needWeights,
      Tensor attnMask,
      boolean averageAttnWeights,
      boolean isCausal)
      implements MultiheadAttentionCallOptionsWithers {
    static final CallOptions DEFAULT = new CallOptions(null, true, null, true, false);
  }

  final long embedDim;
  final long numHeads;
  final MultiheadAttentionOptions options;
  final boolean sameDim;
  final NonDynamicallyQuantizableLinear outProj;

  /** PyTorch's defaults. */
  public static MultiheadAttentionOptions options() {
    return MultiheadAttentionOptions.DEFAULT;
  }

  /** PyTorch's defaults for a call: no masks, and weights averaged across heads. */
  public static CallOptions callOptions() {
    return CallOptions.DEFAULT;
  }

  /** Attention with PyTorch's defaults. */
  public MultiheadAttention(long embedDim, long numHeads) {
    this(embedDim, numHeads, options());
  }

  /**
   * Attention with all options.
   *
   * @param embedDim the total dimension of the model
   * @param numHeads the number of parallel attention heads, over which {@code embedDim} is split
   * @throws IllegalArgumentException if a size is not positive, or the embedding dimension is not
   *     divisible by the number of heads
   */
  public MultiheadAttention(long embedDim, long numHeads, MultiheadAttentionOptions options) {
    if (embedDim <= 0 || numHeads <= 0 || embedDim % numHeads != 0) {
      throw new IllegalArgumentException(
          "embedDim: got "
              + embedDim
              + " with numHeads = "
              + numHeads
              + ", expected positive numbers; embed_dim must be divisible by num_heads");
    }
    this.embedDim = embedDim;
    this.numHeads = numHeads;
    this.options = Require.nonNull(options, "options", "options");
    long kdim = Objects.requireNonNullElse(options.kdim(), embedDim);
    long vdim = Objects.requireNonNullElse(options.vdim(), embedDim);
    sameDim = kdim == embedDim && vdim == embedDim;
    registerParameter("q_proj_weight", sameDim ? null : empty(embedDim, embedDim));
    registerParameter("k_proj_weight", sameDim ? null : empty(embedDim, kdim));
    registerParameter("v_proj_weight", sameDim ? null : empty(embedDim, vdim));
    registerParameter("in_proj_weight", sameDim ? empty(3 * embedDim, embedDim) : null);
    registerParameter("in_proj_bias", options.bias() ? empty(3 * embedDim) : null);
    outProj =
        register(
            "out_proj", new NonDynamicallyQuantizableLinear(embedDim, embedDim, options.bias()));
    registerParameter("bias_k", options.addBiasKv() ? empty(1, 1, embedDim) : null);
    registerParameter("bias_v", options.addBiasKv() ? empty(1, 1, embedDim) : null);
    resetParameters();
  }

  private void resetParameters() {
    for (String name :
        new String[] {"q_proj_weight", "k_proj_weight", "v_proj_weight", "in_proj_weight"}) {
      if (parameter(name) != null) {
        Init.xavierUniform_(parameter(name));
      }
    }
    if (options.bias()) {
      Init.constant_(parameter("in_proj_bias"), 0);
      Init.constant_(outProj.bias(), 0);
    }
    if (options.addBiasKv()) {
      Init.xavierNormal_(parameter("bias_k"));
      Init.xavierNormal_(parameter("bias_v"));
    }
  }

  /**
   * The output without weights: Python's {@code attention(query, key, value,
   * need_weights=False)[0]}.
   */
  @Override
  public Tensor forward(Tensor query, Tensor key, Tensor value) {
    return attend(query, key, value, callOptions().needWeights(false)).output();
  }

  /**
   * The output and the attention weights, averaged across heads. Same as {@code attention(query,
   * key, value)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not match
   */
  public Output callWithWeights(Tensor query, Tensor key, Tensor value) {
    return callWithWeights(query, key, value, callOptions());
  }

  /**
   * The output, and the attention weights if {@code needWeights}. Same as {@code attention(query,
   * key, value, ...)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not match
   */
  public Output callWithWeights(Tensor query, Tensor key, Tensor value, CallOptions options) {
    Require.nonNull(query, "query", "a tensor");
    Require.nonNull(key, "key", "a tensor");
    Require.nonNull(value, "value", "a tensor");
    Require.nonNull(options, "options", "options");
    return run(
        inputs -> attend(inputs.get(0), inputs.get(1), inputs.get(2), options), query, key, value);
  }

  private Output attend(Tensor query, Tensor key, Tensor value, CallOptions call) {
    DType dtype = query.dtype();
    boolean floatMasks =
        AttentionMasks.isFloat(call.attnMask()) || AttentionMasks.isFloat(call.keyPaddingMask());
    CallOptions canonical =
        call.keyPaddingMask(
                AttentionMasks.canonical("key_padding_mask", call.keyPaddingMask(), dtype))
            .attnMask(AttentionMasks.canonical("attn_mask", call.attnMask(), dtype));
    boolean self = query.unwrap().is_same(key.unwrap()) && key.unwrap().is_same(value.unwrap());
    if (!floatMasks && self && takesFastPath(query, canonical)) {
      return fast(query, canonical);
    }
    if (query.isNested() || key.isNested() || value.isNested()) {
      throw new IllegalArgumentException(
          "input: got a nested tensor, expected another; MultiheadAttention does not support"
              + " NestedTensor outside of its fast path");
    }
    return new AttentionForward(this, canonical).of(query, key, value);
  }

  // The same conditions as in Python.
  private boolean takesFastPath(Tensor query, CallOptions call) {
    Tensor weight = parameter("in_proj_weight");
    Tensor bias = parameter("in_proj_bias");
    boolean masked = call.attnMask() != null || call.keyPaddingMask() != null;
    return query.dim() == 3
        && bias != null
        && weight != null
        && query.dtype() == bias.dtype()
        && query.dtype() == weight.dtype()
        && !isTraining()
        && numHeads % 2 == 0
        && options.batchFirst()
        && !options.addBiasKv()
        && !options.addZeroAttn()
        && !(query.isNested() && masked)
        && mayTakeFastPath(query, weight, bias, outProj.weight(), outProj.bias());
  }

  /**
   * Whether the fast path can be used, which does not support gradients, autocast, or all devices.
   */
  static boolean mayTakeFastPath(Tensor... tensors) {
    return !torch.is_autocast_enabled(torch.DeviceType.CUDA) // the devices that Python checks for
        && Arrays.stream(tensors).allMatch(tensor -> tensor.isCpu() || tensor.isCuda())
        && !(Torch.isGradEnabled() && Stream.of(tensors).anyMatch(Tensor::requiresGrad));
  }

  private Output fast(Tensor query, CallOptions call) {
    AttentionMasks.Merged merged =
        AttentionMasks.merge(call.attnMask(), call.keyPaddingMask(), query, numHeads);
    Tensor[] tensors = {
      query,
      query,
      query,
      parameter("in_proj_weight"),
      parameter("in_proj_bias"),
      outProj.weight(),
      outProj.bias()
    };
    Tensor output = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    Tensor weights = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    try {
      NativeModule.attention(
          Arrays.stream(tensors).mapToLong(t -> t.unwrap().address()).toArray(),
          embedDim,
          numHeads,
          merged.address(),
          merged.type(),
          call.needWeights(),
          call.averageAttnWeights(),
          new long[] {output.unwrap().address(), weights.unwrap().address()});
    } finally {
      Reference.reachabilityFence(tensors);
      Reference.reachabilityFence(merged);
    }
    return new Output(output, weights.unwrap().defined() ? weights : null);
  }

  @Override
  protected String expectedInput() {
    String batch = options.batchFirst() ? "[N, L, " : "[L, N, ";
    return "query, key, value "
        + batch
        + embedDim
        + "] or [L, "
        + embedDim
        + "] "
        + TensorDescription.dtype(outProj.weight());
  }
}
