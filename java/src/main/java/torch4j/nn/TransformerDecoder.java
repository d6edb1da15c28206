package torch4j.nn;

import java.util.ArrayList;
import java.util.List;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * A stack of decoder layers. Same as {@code torch.nn.TransformerDecoder}: {@code decoder.call(tgt,
 * memory)}.
 *
 * <p>Target {@code [L, N, dModel]}, memory {@code [S, N, dModel]}, with the layers' batchFirst
 * {@code [N, L, dModel]} and so on, or without N; of the weights' dtype. The output has the
 * target's shape.
 */
public final class TransformerDecoder extends Module {
  /**
   * Options of a call beside target and memory. In a bool mask, true means that the position is not
   * allowed to attend; a float mask is added to the attention weights before softmax.
   *
   * @param tgtMask the mask for the target sequence, {@code [L, L]} or {@code [N * nhead, L, L]},
   *     or null
   * @param memoryMask the mask for the memory sequence, {@code [L, S]} or {@code [N * nhead, L,
   *     S]}, or null
   * @param tgtKeyPaddingMask the mask for the target keys per batch, {@code [N, L]} or {@code [L]},
   *     or null
   * @param memoryKeyPaddingMask the mask for the memory keys per batch, {@code [N, S]} or {@code
   *     [S]}, or null
   * @param tgtIsCausal whether {@code tgtMask} is the causal mask; null to detect it
   * @param memoryIsCausal a hint that {@code memoryMask} is the causal mask
   */
  @Withers
  public record CallOptions(
      Tensor tgtMask,
      Tensor memoryMask,
      Tensor tgtKeyPaddingMask,
      Tensor memoryKeyPaddingMask,
      Boolean tgtIsCausal,
      boolean memoryIsCausal)
      implements TransformerDecoderCallOptionsWithers {
    static final CallOptions DEFAULT = new CallOptions(null, null, null, null, null, false);
  }

  private final List<TransformerDecoderLayer> layers;
  private final Module norm;

  /** PyTorch's defaults for a call: no masks. */
  public static CallOptions callOptions() {
    return CallOptions.DEFAULT;
  }

  /** A stack of {@code numLayers} copies of a layer. */
  public TransformerDecoder(TransformerDecoderLayer decoderLayer, long numLayers) {
    this(decoderLayer, numLayers, null);
  }

  /** A stack of {@code numLayers} copies of a layer, followed by a norm if it is not null. */
  public TransformerDecoder(TransformerDecoderLayer decoderLayer, long numLayers, Module norm) {
    Require.nonNull(decoderLayer, "decoderLayer", "a layer");
    List<TransformerDecoderLayer> copies = new ArrayList<>();
    for (long i = 0; i < numLayers; i++) {
      copies.add((TransformerDecoderLayer) decoderLayer.deepCopy());
    }
    layers = copies;
    register("layers", new ModuleList(copies.toArray(Module[]::new)));
    this.norm = norm == null ? null : register("norm", norm);
  }

  @Override
  public Tensor forward(Tensor tgt, Tensor memory) {
    return compute(tgt, memory, callOptions());
  }

  /**
   * The output with masks. Same as {@code decoder(tgt, memory, tgt_mask=..., ...)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not match
   */
  public Tensor call(Tensor tgt, Tensor memory, CallOptions options) {
    Require.nonNull(tgt, "tgt", "a tensor");
    Require.nonNull(memory, "memory", "a tensor");
    Require.nonNull(options, "options", "options");
    return run(inputs -> compute(inputs.get(0), inputs.get(1), options), tgt, memory);
  }

  private Tensor compute(Tensor tgt, Tensor memory, CallOptions call) {
    if (layers.isEmpty()) {
      throw invalidInput("there are no layers", tgt, memory);
    }
    long length = AttentionMasks.length(tgt, layers.get(0).options.batchFirst());
    CallOptions options =
        call.tgtIsCausal(AttentionMasks.isCausal(call.tgtMask(), call.tgtIsCausal(), length));
    Tensor output = tgt;
    for (TransformerDecoderLayer layer : layers) {
      output = layer.call(output, memory, options);
    }
    return norm == null ? output : norm.call(output);
  }

  @Override
  protected String expectedInput() {
    return layers.isEmpty() ? "nothing" : layers.get(0).expectedInput();
  }
}
