package torch4j.nn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Decoder layers one after another. Same as {@code torch.nn.TransformerDecoder}: {@code
 * decoder.call(tgt, memory)}.
 *
 * <p>Target {@code [L, N, dModel]}, memory {@code [S, N, dModel]}, with the layers' batchFirst
 * {@code [N, L, dModel]} and so on, or without N; of the weights' dtype. The output has the
 * target's shape.
 */
public final class TransformerDecoder extends Module {
  /**
   * What a call may say beside target and memory. A mask is of bool, true where nothing is to be
   * looked at, or of numbers, which are added to the scores.
   *
   * @param tgtMask what a step may not look at in the target, {@code [L, L]} or {@code [N * nhead,
   *     L, L]}, or null
   * @param memoryMask what a step may not look at in the memory, {@code [L, S]} or {@code [N *
   *     nhead, L, S]}, or null
   * @param tgtKeyPaddingMask the target's steps to be passed over, {@code [N, L]} or {@code [L]},
   *     or null
   * @param memoryKeyPaddingMask the memory's steps to be passed over, {@code [N, S]} or {@code
   *     [S]}, or null
   * @param tgtIsCausal whether {@code tgtMask} is the causal mask; null to find out
   * @param memoryIsCausal whether {@code memoryMask} is the causal mask: a hint
   */
  public record CallOptions(
      Tensor tgtMask,
      Tensor memoryMask,
      Tensor tgtKeyPaddingMask,
      Tensor memoryKeyPaddingMask,
      Boolean tgtIsCausal,
      boolean memoryIsCausal) {
    static final CallOptions DEFAULT = new CallOptions(null, null, null, null, null, false);

    /** What a step may not look at in the target. */
    public CallOptions tgtMask(Tensor tgtMask) {
      return new CallOptions(
          tgtMask,
          memoryMask,
          tgtKeyPaddingMask,
          memoryKeyPaddingMask,
          tgtIsCausal,
          memoryIsCausal);
    }

    /** What a step may not look at in the memory. */
    public CallOptions memoryMask(Tensor memoryMask) {
      return new CallOptions(
          tgtMask,
          memoryMask,
          tgtKeyPaddingMask,
          memoryKeyPaddingMask,
          tgtIsCausal,
          memoryIsCausal);
    }

    /** The target's steps to be passed over. */
    public CallOptions tgtKeyPaddingMask(Tensor tgtKeyPaddingMask) {
      return new CallOptions(
          tgtMask,
          memoryMask,
          tgtKeyPaddingMask,
          memoryKeyPaddingMask,
          tgtIsCausal,
          memoryIsCausal);
    }

    /** The memory's steps to be passed over. */
    public CallOptions memoryKeyPaddingMask(Tensor memoryKeyPaddingMask) {
      return new CallOptions(
          tgtMask,
          memoryMask,
          tgtKeyPaddingMask,
          memoryKeyPaddingMask,
          tgtIsCausal,
          memoryIsCausal);
    }

    /** Whether {@code tgtMask} is the causal mask; null to find out. */
    public CallOptions tgtIsCausal(Boolean tgtIsCausal) {
      return new CallOptions(
          tgtMask,
          memoryMask,
          tgtKeyPaddingMask,
          memoryKeyPaddingMask,
          tgtIsCausal,
          memoryIsCausal);
    }

    /** Whether {@code memoryMask} is the causal mask. */
    public CallOptions memoryIsCausal(boolean memoryIsCausal) {
      return new CallOptions(
          tgtMask,
          memoryMask,
          tgtKeyPaddingMask,
          memoryKeyPaddingMask,
          tgtIsCausal,
          memoryIsCausal);
    }
  }

  private final List<TransformerDecoderLayer> layers;
  private final Module norm;

  /** What a call says if nothing else is said: no masks. */
  public static CallOptions callOptions() {
    return CallOptions.DEFAULT;
  }

  /** So many copies of a layer. */
  public TransformerDecoder(TransformerDecoderLayer decoderLayer, long numLayers) {
    this(decoderLayer, numLayers, null);
  }

  /** So many copies of a layer, and a norm behind them or null. */
  public TransformerDecoder(TransformerDecoderLayer decoderLayer, long numLayers, Module norm) {
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
   * @throws IllegalArgumentException if shapes or dtypes do not fit
   */
  public Tensor call(Tensor tgt, Tensor memory, CallOptions options) {
    return run(inputs -> compute(inputs.get(0), inputs.get(1), options), tgt, memory);
  }

  private Tensor compute(Tensor tgt, Tensor memory, CallOptions call) {
    if (layers.isEmpty()) {
      throw refuse("there are no layers", tgt, memory);
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
