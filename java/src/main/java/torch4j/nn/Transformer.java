package torch4j.nn;

import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Require;
import torch4j.nn.init.Init;
import torch4j.processor.Withers;

/**
 * A transformer: an encoder, and a decoder that attends to the encoder's output. Same as {@code
 * torch.nn.Transformer}: {@code transformer.call(src, tgt)}.
 *
 * <p>Source {@code [S, N, dModel]}, target {@code [L, N, dModel]}, with batchFirst {@code [N, S,
 * dModel]} and so on, or without N; of the weights' dtype. The output has the target's shape.
 */
public final class Transformer extends Module {
  /**
   * Options of a call beside source and target.
   *
   * @param encoder the options of the encoder's call
   * @param decoder the options of the decoder's call
   */
  @Withers
  public record CallOptions(
      TransformerEncoder.CallOptions encoder, TransformerDecoder.CallOptions decoder)
      implements TransformerCallOptionsWithers {
    static final CallOptions DEFAULT =
        new CallOptions(TransformerEncoder.callOptions(), TransformerDecoder.callOptions());

    /** Checks the values. */
    public CallOptions {
      Require.nonNull(encoder, "encoder", "options");
      Require.nonNull(decoder, "decoder", "options");
    }

    /** Returns a copy with this mask for the source sequence, {@code [S, S]}; null for none. */
    public CallOptions srcMask(Tensor srcMask) {
      return encoder(encoder.mask(srcMask));
    }

    /** Returns a copy with this mask for the target sequence, {@code [L, L]}; null for none. */
    public CallOptions tgtMask(Tensor tgtMask) {
      return decoder(decoder.tgtMask(tgtMask));
    }

    /** Returns a copy with this mask for the encoder's output, {@code [L, S]}; null for none. */
    public CallOptions memoryMask(Tensor memoryMask) {
      return decoder(decoder.memoryMask(memoryMask));
    }

    /**
     * Returns a copy with this mask for the source keys, {@code [N, S]} or {@code [S]}; null for
     * none.
     */
    public CallOptions srcKeyPaddingMask(Tensor srcKeyPaddingMask) {
      return encoder(encoder.srcKeyPaddingMask(srcKeyPaddingMask));
    }

    /**
     * Returns a copy with this mask for the target keys, {@code [N, L]} or {@code [L]}; null for
     * none.
     */
    public CallOptions tgtKeyPaddingMask(Tensor tgtKeyPaddingMask) {
      return decoder(decoder.tgtKeyPaddingMask(tgtKeyPaddingMask));
    }

    /**
     * Returns a copy with this mask for the memory keys, {@code [N, S]} or {@code [S]}; null for
     * none.
     */
    public CallOptions memoryKeyPaddingMask(Tensor memoryKeyPaddingMask) {
      return decoder(decoder.memoryKeyPaddingMask(memoryKeyPaddingMask));
    }

    /**
     * Returns a copy with the given hint whether {@code srcMask} is the causal mask; null to detect
     * it.
     */
    public CallOptions srcIsCausal(Boolean srcIsCausal) {
      return encoder(encoder.isCausal(srcIsCausal));
    }

    /**
     * Returns a copy with the given hint whether {@code tgtMask} is the causal mask; null to detect
     * it.
     */
    public CallOptions tgtIsCausal(Boolean tgtIsCausal) {
      return decoder(decoder.tgtIsCausal(tgtIsCausal));
    }

    /** Returns a copy with a hint that {@code memoryMask} is the causal mask. */
    public CallOptions memoryIsCausal(boolean memoryIsCausal) {
      return decoder(decoder.memoryIsCausal(memoryIsCausal));
    }
  }

  // Transient, because modules in it are not children: the layers register copies.
  private final transient TransformerOptions options;
  private final TransformerEncoder encoder;
  private final TransformerDecoder decoder;

  /** PyTorch's defaults. */
  public static TransformerOptions options() {
    return TransformerOptions.DEFAULT;
  }

  /** PyTorch's defaults for a call: no masks. */
  public static CallOptions callOptions() {
    return CallOptions.DEFAULT;
  }

  /** A transformer with PyTorch's defaults. */
  public Transformer() {
    this(options());
  }

  /**
   * A transformer with all options.
   *
   * @throws IllegalArgumentException if a size is not positive, the embedding dimension is not
   *     divisible by the number of heads, or the dropout is not a probability
   */
  public Transformer(TransformerOptions options) {
    this.options = Require.nonNull(options, "options", "options");
    TransformerEncoder givenEncoder = options.customEncoder();
    encoder = register("encoder", givenEncoder == null ? newEncoder(options) : givenEncoder);
    TransformerDecoder givenDecoder = options.customDecoder();
    decoder = register("decoder", givenDecoder == null ? newDecoder(options) : givenDecoder);
    resetParameters();
  }

  private static TransformerEncoder newEncoder(TransformerOptions options) {
    var layer =
        new TransformerEncoderLayer(
            Require.nonNull(options, "options", "options").dModel(),
            options.nhead(),
            options.layers());
    LayerNorm norm = TransformerLayer.norm(options.dModel(), options.layers());
    return new TransformerEncoder(layer, options.numEncoderLayers(), norm);
  }

  private static TransformerDecoder newDecoder(TransformerOptions options) {
    var layer =
        new TransformerDecoderLayer(
            Require.nonNull(options, "options", "options").dModel(),
            options.nhead(),
            options.layers());
    LayerNorm norm = TransformerLayer.norm(options.dModel(), options.layers());
    return new TransformerDecoder(layer, options.numDecoderLayers(), norm);
  }

  private void resetParameters() {
    for (Tensor parameter : parameters()) {
      if (parameter.dim() > 1) {
        Init.xavierUniform_(parameter);
      }
    }
  }

  /**
   * A causal mask: -inf above the diagonal, 0 elsewhere, float32. Same as {@code
   * generate_square_subsequent_mask(size)}.
   *
   * @return {@code [size, size]}
   */
  public static Tensor generateSquareSubsequentMask(long size) {
    Torch.init();
    return AttentionMasks.causal(size);
  }

  /** A causal mask on a device, with a dtype. */
  public static Tensor generateSquareSubsequentMask(long size, Device device, DType dtype) {
    Require.nonNull(device, "device", "a device");
    Require.nonNull(dtype, "dtype", "a dtype");
    return generateSquareSubsequentMask(size).to(device, dtype);
  }

  @Override
  public Tensor forward(Tensor src, Tensor tgt) {
    return compute(src, tgt, callOptions());
  }

  /**
   * The output with masks. Same as {@code transformer(src, tgt, src_mask=..., ...)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not match
   */
  public Tensor call(Tensor src, Tensor tgt, CallOptions options) {
    Require.nonNull(src, "src", "a tensor");
    Require.nonNull(tgt, "tgt", "a tensor");
    Require.nonNull(options, "options", "options");
    return run(inputs -> compute(inputs.get(0), inputs.get(1), options), src, tgt);
  }

  private Tensor compute(Tensor src, Tensor tgt, CallOptions call) {
    int batchDim = options.layers().batchFirst() ? 0 : 1;
    if (src.size(batchDim) != tgt.size(batchDim) && src.dim() == 3) {
      throw invalidInput("the batch number of src and tgt must be equal", src, tgt);
    }
    if (src.size(-1) != options.dModel() || tgt.size(-1) != options.dModel()) {
      throw invalidInput("the feature number of src and tgt must be equal to d_model", src, tgt);
    }
    return decoder.call(tgt, encoder.call(src, call.encoder()), call.decoder());
  }

  @Override
  protected String expectedInput() {
    return "src and tgt " + encoder.expectedInput();
  }
}
