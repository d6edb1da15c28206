package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;

/**
 * Self-attention, multi-head attention over the memory and a feedforward network, each with a
 * residual connection and layer normalization. Same as {@code torch.nn.TransformerDecoderLayer}:
 * {@code layer.call(tgt, memory)}.
 *
 * <p>Target {@code [L, N, dModel]}, memory {@code [S, N, dModel]}, with batchFirst {@code [N, L,
 * dModel]} and so on, or without N; of the weights' dtype. The output has the target's shape.
 */
public final class TransformerDecoderLayer extends TransformerLayer {
  /** PyTorch's defaults. */
  public static TransformerLayerOptions options() {
    return TransformerLayerOptions.DEFAULT;
  }

  /** PyTorch's defaults for a call: no masks. */
  public static TransformerDecoder.CallOptions callOptions() {
    return TransformerDecoder.callOptions();
  }

  /** A layer with PyTorch's defaults. */
  public TransformerDecoderLayer(long dModel, long nhead) {
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
  public TransformerDecoderLayer(long dModel, long nhead, TransformerLayerOptions options) {
    super(dModel, nhead, options, true);
  }

  @Override
  public Tensor forward(Tensor tgt, Tensor memory) {
    return compute(tgt, memory, callOptions());
  }

  /**
   * The output with masks. Same as {@code layer(tgt, memory, tgt_mask=..., ...)}.
   *
   * @param options {@code tgtIsCausal} null means false
   * @throws IllegalArgumentException if shapes or dtypes do not match
   */
  public Tensor call(Tensor tgt, Tensor memory, TransformerDecoder.CallOptions options) {
    Require.nonNull(tgt, "tgt", "a tensor");
    Require.nonNull(memory, "memory", "a tensor");
    Require.nonNull(options, "options", "options");
    return run(inputs -> compute(inputs.get(0), inputs.get(1), options), tgt, memory);
  }

  private Tensor compute(Tensor tgt, Tensor memory, TransformerDecoder.CallOptions call) {
    MultiheadAttention.CallOptions toTarget =
        MultiheadAttention.callOptions()
            .attnMask(call.tgtMask())
            .keyPaddingMask(call.tgtKeyPaddingMask())
            .isCausal(Boolean.TRUE.equals(call.tgtIsCausal()));
    MultiheadAttention.CallOptions toMemory =
        MultiheadAttention.callOptions()
            .attnMask(call.memoryMask())
            .keyPaddingMask(call.memoryKeyPaddingMask())
            .isCausal(call.memoryIsCausal());
    Tensor x = residual(tgt, 0, target -> attend(selfAttn, target, target, 0, toTarget));
    x = residual(x, 1, target -> attend(multiheadAttn, target, memory, 1, toMemory));
    return residual(x, 2, this::feedForward);
  }
}
