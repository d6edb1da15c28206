package torch4j.nn;

import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.Torch;
import torch4j.nn.init.Init;

/**
 * An encoder, and a decoder that attends to what it made. Same as {@code torch.nn.Transformer}:
 * {@code transformer.call(src, tgt)}.
 *
 * <p>Source {@code [S, N, dModel]}, target {@code [L, N, dModel]}, with batchFirst {@code [N, S,
 * dModel]} and so on, or without N; of the weights' dtype. The output has the target's shape.
 */
public final class Transformer extends Module {
  /**
   * What a call may say beside source and target.
   *
   * @param encoder what the encoder is told
   * @param decoder what the decoder is told
   */
  public record CallOptions(
      TransformerEncoder.CallOptions encoder, TransformerDecoder.CallOptions decoder) {
    static final CallOptions DEFAULT =
        new CallOptions(TransformerEncoder.callOptions(), TransformerDecoder.callOptions());

    /** What a step of the source may not look at, {@code [S, S]}. */
    public CallOptions srcMask(Tensor srcMask) {
      return new CallOptions(encoder.mask(srcMask), decoder);
    }

    /** What a step of the target may not look at, {@code [L, L]}. */
    public CallOptions tgtMask(Tensor tgtMask) {
      return new CallOptions(encoder, decoder.tgtMask(tgtMask));
    }

    /** What a step of the target may not look at in the encoder's output, {@code [L, S]}. */
    public CallOptions memoryMask(Tensor memoryMask) {
      return new CallOptions(encoder, decoder.memoryMask(memoryMask));
    }

    /** The source's steps to be passed over, {@code [N, S]} or {@code [S]}. */
    public CallOptions srcKeyPaddingMask(Tensor srcKeyPaddingMask) {
      return new CallOptions(encoder.srcKeyPaddingMask(srcKeyPaddingMask), decoder);
    }

    /** The target's steps to be passed over, {@code [N, L]} or {@code [L]}. */
    public CallOptions tgtKeyPaddingMask(Tensor tgtKeyPaddingMask) {
      return new CallOptions(encoder, decoder.tgtKeyPaddingMask(tgtKeyPaddingMask));
    }

    /** The steps of the encoder's output to be passed over, {@code [N, S]} or {@code [S]}. */
    public CallOptions memoryKeyPaddingMask(Tensor memoryKeyPaddingMask) {
      return new CallOptions(encoder, decoder.memoryKeyPaddingMask(memoryKeyPaddingMask));
    }

    /** Whether {@code srcMask} is the causal mask; null to find out. */
    public CallOptions srcIsCausal(Boolean srcIsCausal) {
      return new CallOptions(encoder.isCausal(srcIsCausal), decoder);
    }

    /** Whether {@code tgtMask} is the causal mask; null to find out. */
    public CallOptions tgtIsCausal(Boolean tgtIsCausal) {
      return new CallOptions(encoder, decoder.tgtIsCausal(tgtIsCausal));
    }

    /** Whether {@code memoryMask} is the causal mask. */
    public CallOptions memoryIsCausal(boolean memoryIsCausal) {
      return new CallOptions(encoder, decoder.memoryIsCausal(memoryIsCausal));
    }
  }

  private final TransformerOptions options;
  private final TransformerEncoder encoder;
  private final TransformerDecoder decoder;

  /** PyTorch's defaults. */
  public static TransformerOptions options() {
    return TransformerOptions.DEFAULT;
  }

  /** What a call says if nothing else is said: no masks. */
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
   * @throws IllegalArgumentException if a size is not positive, the heads do not divide the
   *     features, or the dropout is no probability
   */
  public Transformer(TransformerOptions options) {
    this.options = options;
    TransformerEncoder givenEncoder = options.customEncoder();
    encoder = register("encoder", givenEncoder == null ? newEncoder(options) : givenEncoder);
    TransformerDecoder givenDecoder = options.customDecoder();
    decoder = register("decoder", givenDecoder == null ? newDecoder(options) : givenDecoder);
    resetParameters();
  }

  private static TransformerEncoder newEncoder(TransformerOptions options) {
    var layer = new TransformerEncoderLayer(options.dModel(), options.nhead(), options.layers());
    LayerNorm norm = TransformerLayer.norm(options.dModel(), options.layers());
    return new TransformerEncoder(layer, options.numEncoderLayers(), norm);
  }

  private static TransformerDecoder newDecoder(TransformerOptions options) {
    var layer = new TransformerDecoderLayer(options.dModel(), options.nhead(), options.layers());
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
   * The causal mask: minus infinity above the diagonal, else 0, float32. Same as {@code
   * generate_square_subsequent_mask(size)}.
   *
   * @return {@code [size, size]}
   */
  public static Tensor generateSquareSubsequentMask(long size) {
    Torch.init();
    return AttentionMasks.square(size);
  }

  /** The causal mask on a device, with a dtype. */
  public static Tensor generateSquareSubsequentMask(long size, Device device, ScalarType dtype) {
    return generateSquareSubsequentMask(size).to(device, dtype);
  }

  @Override
  public Tensor forward(Tensor src, Tensor tgt) {
    return compute(src, tgt, callOptions());
  }

  /**
   * The output with masks. Same as {@code transformer(src, tgt, src_mask=..., ...)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not fit
   */
  public Tensor call(Tensor src, Tensor tgt, CallOptions options) {
    return run(inputs -> compute(inputs.get(0), inputs.get(1), options), src, tgt);
  }

  private Tensor compute(Tensor src, Tensor tgt, CallOptions call) {
    int batchDim = options.layers().batchFirst() ? 0 : 1;
    if (src.size(batchDim) != tgt.size(batchDim) && src.dim() == 3) {
      throw refuse("the batch number of src and tgt must be equal", src, tgt);
    }
    if (src.size(-1) != options.dModel() || tgt.size(-1) != options.dModel()) {
      throw refuse("the feature number of src and tgt must be equal to d_model", src, tgt);
    }
    return decoder.call(tgt, encoder.call(src, call.encoder()), call.decoder());
  }

  @Override
  protected String expectedInput() {
    return "src and tgt " + encoder.expectedInput();
  }
}
