package torch4j.nn;

import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.InitSwitch;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;
import torch4j.nn.functional.EmbeddingOptions;
import torch4j.nn.functional.F;
import torch4j.nn.init.Init;

/**
 * A lookup table that stores embeddings of a fixed dictionary and size. Same as {@code
 * torch.nn.Embedding}: input {@code [*]} int64 or int32, output {@code [*, embeddingDim]}.
 */
public final class Embedding extends Module {
  private final long numEmbeddings;
  private final long embeddingDim;
  private final EmbeddingOptions options;

  /** PyTorch's defaults. */
  public static EmbeddingOptions options() {
    return EmbeddingOptions.DEFAULT;
  }

  /** An embedding with PyTorch's defaults. */
  public Embedding(long numEmbeddings, long embeddingDim) {
    this(numEmbeddings, embeddingDim, options());
  }

  /**
   * An embedding with all options.
   *
   * @param numEmbeddings the size of the dictionary of embeddings
   * @param embeddingDim the size of each embedding vector
   * @throws IllegalArgumentException if the padding index is out of range, or a size is negative
   */
  public Embedding(long numEmbeddings, long embeddingDim, EmbeddingOptions options) {
    this(numEmbeddings, embeddingDim, options, null);
    resetParameters();
  }

  private Embedding(long rows, long columns, EmbeddingOptions options, Tensor weight) {
    numEmbeddings = rows;
    embeddingDim = columns;
    this.options =
        Require.nonNull(options, "options", "options").paddingIdx() == null
            ? options
            : options.paddingIdx(EmbeddingOptions.requireRow(options.paddingIdx(), rows));
    registerParameter("weight", weight == null ? empty(rows, columns) : weight.detach());
  }

  /**
   * A frozen embedding with these weights. Same as {@code Embedding.from_pretrained(embeddings)}.
   */
  public static Embedding fromPretrained(Tensor embeddings) {
    return fromPretrained(embeddings, true);
  }

  /**
   * An embedding with these weights. Same as {@code Embedding.from_pretrained(embeddings, freeze)}.
   */
  public static Embedding fromPretrained(Tensor embeddings, boolean freeze) {
    return fromPretrained(embeddings, freeze, options());
  }

  /**
   * An embedding with these weights. Same as {@code Embedding.from_pretrained}.
   *
   * @param embeddings the weights, {@code [numEmbeddings, embeddingDim]}, whose memory the layer
   *     shares
   * @param freeze whether the weights do not get updated in training
   * @throws IllegalArgumentException if they are not 2-dimensional
   */
  public static Embedding fromPretrained(
      Tensor embeddings, boolean freeze, EmbeddingOptions options) {
    requireMatrix(embeddings);
    var table = new Embedding(embeddings.size(0), embeddings.size(1), options, embeddings);
    table.weight().requiresGrad_(!freeze);
    return table;
  }

  static void requireMatrix(Tensor embeddings) {
    if (Require.nonNull(embeddings, "embeddings", "a tensor").dim() != 2) {
      throw new IllegalArgumentException(
          "embeddings: got "
              + TensorDescription.of(embeddings)
              + "; Embeddings parameter is expected to be 2-dimensional");
    }
  }

  /** Re-initializes the parameters. Same as {@code reset_parameters}. */
  public void resetParameters() {
    draw(weight(), options.paddingIdx());
  }

  static void draw(Tensor weight, Long paddingIdx) {
    Init.normal_(weight);
    if (paddingIdx != null && !InitSwitch.isOff()) {
      try (var noGrad = Torch.noGrad()) {
        Tensor.wrap(weight.unwrap().select(0, paddingIdx)).fill_(0);
      }
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    if (options.maxNorm() != null) {
      return F.embedding(input, weight(), options);
    }
    long padding = options.paddingIdx() == null ? -1 : options.paddingIdx();
    return Torch.embedding(weight(), input, padding, options.scaleGradByFreq(), options.sparse());
  }

  /** The weight, {@code [numEmbeddings, embeddingDim]}. */
  public Tensor weight() {
    return parameter("weight");
  }

  @Override
  protected String expectedInput() {
    return "[*] int64 or int32, indices below " + numEmbeddings;
  }

  @Override
  protected String extraRepr() {
    return numEmbeddings
        + ", "
        + embeddingDim
        + (options.paddingIdx() == null ? "" : ", padding_idx=" + options.paddingIdx())
        + (options.maxNorm() == null ? "" : ", max_norm=" + Repr.of(options.maxNorm()))
        + (options.normType() == 2 ? "" : ", norm_type=" + Repr.of(options.normType()))
        + (options.scaleGradByFreq() ? ", scale_grad_by_freq=True" : "")
        + (options.sparse() ? ", sparse=True" : "");
  }
}
