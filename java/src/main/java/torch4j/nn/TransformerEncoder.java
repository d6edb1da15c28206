package torch4j.nn;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * A stack of encoder layers. Same as {@code torch.nn.TransformerEncoder}.
 *
 * <p>Input and output {@code [L, N, dModel]}, with the layers' batchFirst {@code [N, L, dModel]},
 * or {@code [L, dModel]}; of the weights' dtype.
 */
public final class TransformerEncoder extends Module {
  /**
   * Options of a call beside the source. In a bool mask, true means that the position is not
   * allowed to attend; a float mask is added to the attention weights before softmax.
   *
   * @param mask the mask for the source sequence, {@code [L, L]} or {@code [N * nhead, L, L]}, or
   *     null
   * @param srcKeyPaddingMask the mask for the source keys per batch, {@code [N, L]} or {@code [L]},
   *     or null
   * @param isCausal whether {@code mask} is the causal mask; null to detect it
   */
  @Withers
  public record CallOptions(Tensor mask, Tensor srcKeyPaddingMask, Boolean isCausal)
      implements TransformerEncoderCallOptionsWithers {
    static final CallOptions DEFAULT = new CallOptions(null, null, null);
  }

  private final List<TransformerEncoderLayer> layers;
  private final Module norm;
  private final boolean useNestedTensor;
  private final boolean maskCheck;

  /** PyTorch's defaults for a call: no masks. */
  public static CallOptions callOptions() {
    return CallOptions.DEFAULT;
  }

  /** A stack of {@code numLayers} copies of a layer. */
  public TransformerEncoder(TransformerEncoderLayer encoderLayer, long numLayers) {
    this(encoderLayer, numLayers, null);
  }

  /** A stack of {@code numLayers} copies of a layer, followed by a norm if it is not null. */
  public TransformerEncoder(TransformerEncoderLayer encoderLayer, long numLayers, Module norm) {
    this(encoderLayer, numLayers, norm, true);
  }

  /**
   * A stack of {@code numLayers} copies of a layer, followed by a norm if it is not null, with or
   * without nested tensors.
   */
  public TransformerEncoder(
      TransformerEncoderLayer encoderLayer,
      long numLayers,
      Module norm,
      boolean enableNestedTensor) {
    this(encoderLayer, numLayers, norm, enableNestedTensor, true);
  }

  /**
   * A stack of {@code numLayers} copies of a layer.
   *
   * @param norm the layer normalization component, or null
   * @param enableNestedTensor whether the input is converted to a nested tensor in evaluation,
   *     which skips the padding, where possible
   * @param maskCheck whether that conversion is done only after a check that all padding is at the
   *     end of the sequences
   */
  public TransformerEncoder(
      TransformerEncoderLayer encoderLayer,
      long numLayers,
      Module norm,
      boolean enableNestedTensor,
      boolean maskCheck) {
    Require.nonNull(encoderLayer, "encoderLayer", "a layer");
    List<TransformerEncoderLayer> copies = new ArrayList<>();
    for (long i = 0; i < numLayers; i++) {
      copies.add((TransformerEncoderLayer) encoderLayer.deepCopy());
    }
    layers = copies;
    register("layers", new ModuleList(copies.toArray(Module[]::new)));
    this.norm = norm == null ? null : register("norm", norm);
    useNestedTensor =
        enableNestedTensor && encoderLayer.fitsFastPath() && !encoderLayer.options.normFirst();
    this.maskCheck = maskCheck;
  }

  @Override
  public Tensor forward(Tensor src) {
    return compute(src, callOptions());
  }

  /** Same as {@code encoder(src, mask)}. */
  @Override
  public Tensor forward(Tensor src, Tensor mask) {
    return compute(src, callOptions().mask(mask));
  }

  /**
   * The output with masks. Same as {@code encoder(src, mask=..., ...)}.
   *
   * @throws IllegalArgumentException if shapes or dtypes do not match
   */
  public Tensor call(Tensor src, CallOptions options) {
    Require.nonNull(src, "src", "a tensor");
    Require.nonNull(options, "options", "options");
    return run(inputs -> compute(inputs.get(0), options), src);
  }

  private Tensor compute(Tensor src, CallOptions call) {
    if (layers.isEmpty()) {
      throw invalidInput("there are no layers", src);
    }
    DType dtype = src.dtype();
    Tensor padding =
        AttentionMasks.canonical("src_key_padding_mask", call.srcKeyPaddingMask(), dtype);
    Tensor mask = AttentionMasks.canonical("mask", call.mask(), dtype);
    boolean nested = mask == null && padding != null && takesNested(src, padding);
    long length = AttentionMasks.length(src, layers.get(0).options.batchFirst());
    TransformerEncoderLayer.CallOptions options =
        TransformerEncoderLayer.callOptions()
            .srcMask(mask)
            .srcKeyPaddingMask(nested ? null : padding)
            .isCausal(AttentionMasks.isCausal(mask, call.isCausal(), length));
    Tensor output = nested ? nested(src, padding) : src;
    for (TransformerEncoderLayer layer : layers) {
      output = layer.call(output, options);
    }
    if (nested) {
      output = Tensor.wrap(output.unwrap().to_padded_tensor(0, src.shape()));
    }
    return norm == null ? output : norm.call(output);
  }

  // The same conditions as in Python.
  private boolean takesNested(Tensor src, Tensor padding) {
    TransformerEncoderLayer first = layers.get(0);
    if (!useNestedTensor || first.isTraining() || src.dim() != 3 || src.isNested()) {
      return false;
    }
    return (!maskCheck || isLeftAligned(src, padding))
        && MultiheadAttention.mayTakeFastPath(first.withWeights(src));
  }

  private static boolean isLeftAligned(Tensor src, Tensor padding) {
    Tensor kept = padding.logicalNot();
    try {
      return NativeModule.isLeftAligned(src.unwrap().address(), kept.unwrap().address());
    } finally {
      Reference.reachabilityFence(kept);
    }
  }

  private static Tensor nested(Tensor src, Tensor padding) {
    Tensor kept = padding.logicalNot();
    Tensor output = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    try {
      NativeModule.nested(
          src.unwrap().address(), kept.unwrap().address(), output.unwrap().address());
      return output;
    } finally {
      Reference.reachabilityFence(kept);
    }
  }

  @Override
  protected String expectedInput() {
    return layers.isEmpty() ? "nothing" : layers.get(0).expectedInput();
  }
}
