package torch4j.nn;

import torch4j.Tensor;
import torch4j.internal.Require;
import torch4j.nn.functional.EmbeddingBagOptions;
import torch4j.nn.functional.EmbeddingOptions;
import torch4j.nn.functional.F;

/**
 * Computes sums, means or maxima of bags of embeddings, without instantiating the intermediate
 * embeddings. Same as {@code torch.nn.EmbeddingBag}: input {@code [B, N]}, or {@code [N]} with
 * offsets {@code [B]}; then optional per-sample weights of the input's shape; output {@code [B,
 * embeddingDim]}.
 */
public final class EmbeddingBag extends Module {
  private final long numEmbeddings;
  private final long embeddingDim;
  private final EmbeddingBagOptions options;

  /** PyTorch's defaults: mode mean. */
  public static EmbeddingBagOptions options() {
    return EmbeddingBagOptions.DEFAULT;
  }

  /** An embedding with PyTorch's defaults. */
  public EmbeddingBag(long numEmbeddings, long embeddingDim) {
    this(numEmbeddings, embeddingDim, options());
  }

  /**
   * An embedding with all options.
   *
   * @param numEmbeddings the size of the dictionary of embeddings
   * @param embeddingDim the size of each embedding vector
   * @throws IllegalArgumentException if the padding index is out of range, or a size is negative
   */
  public EmbeddingBag(long numEmbeddings, long embeddingDim, EmbeddingBagOptions options) {
    this(numEmbeddings, embeddingDim, options, null);
    resetParameters();
  }

  private EmbeddingBag(long rows, long columns, EmbeddingBagOptions options, Tensor weight) {
    numEmbeddings = rows;
    embeddingDim = columns;
    this.options =
        Require.nonNull(options, "options", "options").paddingIdx() == null
            ? options
            : options.paddingIdx(EmbeddingOptions.requireRow(options.paddingIdx(), rows));
    registerParameter("weight", weight == null ? empty(rows, columns) : weight.detach());
  }

  /**
   * A frozen embedding with these weights. Same as {@code
   * EmbeddingBag.from_pretrained(embeddings)}.
   */
  public static EmbeddingBag fromPretrained(Tensor embeddings) {
    return fromPretrained(embeddings, true);
  }

  /**
   * An embedding with these weights. Same as {@code EmbeddingBag.from_pretrained(embeddings,
   * freeze)}.
   */
  public static EmbeddingBag fromPretrained(Tensor embeddings, boolean freeze) {
    return fromPretrained(embeddings, freeze, options());
  }

  /**
   * An embedding with these weights. Same as {@code EmbeddingBag.from_pretrained}.
   *
   * @param embeddings the weights, {@code [numEmbeddings, embeddingDim]}, whose memory the layer
   *     shares
   * @param freeze whether the weights do not get updated in training
   * @throws IllegalArgumentException if they are not 2-dimensional
   */
  public static EmbeddingBag fromPretrained(
      Tensor embeddings, boolean freeze, EmbeddingBagOptions options) {
    Embedding.requireMatrix(embeddings);
    var table = new EmbeddingBag(embeddings.size(0), embeddings.size(1), options, embeddings);
    table.weight().requiresGrad_(!freeze);
    return table;
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public void resetParameters() {
    Embedding.draw(weight(), options.paddingIdx());
  }

  @Override
  public Tensor forward(Tensor input) {
    return forward(input, null);
  }

  @Override
  public Tensor forward(Tensor input, Tensor offsets) {
    return forward(input, offsets, null);
  }

  @Override
  public Tensor forward(Tensor input, Tensor offsets, Tensor perSampleWeights) {
    return F.embeddingBag(input, weight(), offsets, perSampleWeights, options);
  }

  /** The weight, {@code [numEmbeddings, embeddingDim]}. */
  public Tensor weight() {
    return parameter("weight");
  }

  @Override
  protected String expectedInput() {
    return "[bags, n] or [n] with offsets, int64 or int32, indices below " + numEmbeddings;
  }

  @Override
  protected String extraRepr() {
    return numEmbeddings
        + ", "
        + embeddingDim
        + (options.maxNorm() == null ? "" : ", max_norm=" + Repr.of(options.maxNorm()))
        + (options.normType() == 2 ? "" : ", norm_type=" + Repr.of(options.normType()))
        + (options.scaleGradByFreq() ? ", scale_grad_by_freq=True" : "")
        + ", mode='"
        + options.mode()
        + "'"
        + (options.paddingIdx() == null ? "" : ", padding_idx=" + options.paddingIdx());
  }
}
