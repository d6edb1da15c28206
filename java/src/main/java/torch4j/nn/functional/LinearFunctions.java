package torch4j.nn.functional;

import org.bytedeco.pytorch.global.torch;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.Optionals;
import torch4j.internal.OwnedTensors;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/** The part of {@link F} with linear maps, embeddings and attention. */
abstract class LinearFunctions extends ActivationFunctions {
  LinearFunctions() {}

  /** {@code x Wᵀ}. Same as {@code F.linear(input, weight)}. */
  public static Tensor linear(Tensor input, Tensor weight) {
    return checked(() -> Tensor.wrap(torch.linear(input.unwrap(), weight.unwrap())), input, weight);
  }

  /**
   * {@code x Wᵀ + b}. Same as {@code F.linear}.
   *
   * @param input {@code [*, in]}
   * @param weight {@code [out, in]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor linear(Tensor input, Tensor weight, Tensor bias) {
    return checked(
        () -> Tensor.wrap(torch.linear(input.unwrap(), weight.unwrap(), Optionals.of(bias))),
        input,
        weight,
        bias);
  }

  /** {@code x1ᵀ A x2}. Same as {@code F.bilinear(input1, input2, weight)}. */
  public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight) {
    return checked(() -> Torch.bilinear(input1, input2, weight), input1, input2, weight);
  }

  /**
   * {@code x1ᵀ A x2 + b}. Same as {@code F.bilinear}.
   *
   * @param input1 {@code [*, in1]}
   * @param input2 {@code [*, in2]}
   * @param weight {@code [out, in1, in2]}
   * @param bias {@code [out]}, or null
   */
  public static Tensor bilinear(Tensor input1, Tensor input2, Tensor weight, Tensor bias) {
    return checked(
        () -> Torch.bilinear(input1, input2, weight, bias), input1, input2, weight, bias);
  }

  /** Looks up embeddings in a table. Same as {@code F.embedding(input, weight)}. */
  public static Tensor embedding(Tensor input, Tensor weight) {
    return checked(() -> Torch.embedding(weight, input), input, weight);
  }

  /**
   * Looks up embeddings in a table. Same as {@code F.embedding}: with a {@code maxNorm} the weight
   * is modified in-place.
   *
   * @param input int64 or int32, any shape
   * @param weight {@code [numEmbeddings, embeddingDim]}
   * @throws IllegalArgumentException if the padding index is out of range
   */
  public static Tensor embedding(Tensor input, Tensor weight, EmbeddingOptions options) {
    return checked(
        () -> {
          long padding =
              options.paddingIdx() == null
                  ? -1
                  : EmbeddingOptions.requireRow(options.paddingIdx(), weight.size(0));
          Tensor indices = options.maxNorm() == null ? input : input.contiguous();
          if (options.maxNorm() != null) {
            renormalize(weight, indices, options.maxNorm(), options.normType());
          }
          return Torch.embedding(
              weight, indices, padding, options.scaleGradByFreq(), options.sparse());
        },
        input,
        weight,
        options);
  }

  private static void renormalize(Tensor weight, Tensor indices, double maxNorm, double normType) {
    try (var noGrad = Torch.noGrad()) {
      torch.embedding_renorm_(weight.detach().unwrap(), indices.unwrap(), maxNorm, normType);
    }
  }

  /** The mean of the embeddings of each row of indices. Same as {@code F.embedding_bag}. */
  public static Tensor embeddingBag(Tensor input, Tensor weight) {
    return embeddingBag(input, weight, null);
  }

  /**
   * The mean of the embeddings of each bag. Same as {@code F.embedding_bag(input, weight,
   * offsets)}.
   *
   * @param offsets the starting index of each bag in {@code input}, or null if each row is a bag
   */
  public static Tensor embeddingBag(Tensor input, Tensor weight, Tensor offsets) {
    return embeddingBag(input, weight, offsets, null, EmbeddingBagOptions.DEFAULT);
  }

  /**
   * The sum, mean or maximum of the embeddings of each bag. Same as {@code F.embedding_bag}.
   *
   * @param input indices, {@code [B, N]}, or {@code [N]} with offsets; int64 or int32
   * @param weight {@code [numEmbeddings, embeddingDim]}
   * @param offsets the starting index of each bag in {@code input}, or null
   * @param perSampleWeights weights of the input's shape, or null for 1; supported for mode sum
   *     only
   * @throws IllegalArgumentException if the arguments do not match each other
   */
  public static Tensor embeddingBag(
      Tensor input,
      Tensor weight,
      Tensor offsets,
      Tensor perSampleWeights,
      EmbeddingBagOptions options) {
    return checked(
        () -> checkedEmbeddingBag(input, weight, offsets, perSampleWeights, options),
        input,
        weight,
        offsets,
        perSampleWeights,
        options);
  }

  private static Tensor checkedEmbeddingBag(
      Tensor input,
      Tensor weight,
      Tensor offsets,
      Tensor perSampleWeights,
      EmbeddingBagOptions options) {
    if (weight.dim() != 2) {
      throw new IllegalArgumentException(
          "weight: got " + TensorDescription.of(weight) + "; weight has to be a 2D Tensor");
    }
    EmbeddingBagInput bags = EmbeddingBagInput.of(input, offsets, perSampleWeights, options);
    requireSupported(options, perSampleWeights);
    if (options.maxNorm() != null) {
      renormalize(weight, bags.indices(), options.maxNorm(), options.normType());
    }
    var results =
        torch.embedding_bag(
            weight.unwrap(),
            bags.indices().unwrap(),
            bags.offsets().unwrap(),
            options.scaleGradByFreq(),
            options.mode().code(),
            options.sparse(),
            Optionals.of(bags.weights()),
            bags.includeLastOffset(),
            Optionals.of(options.paddingIdx()));
    return OwnedTensors.of(results).get(0);
  }

  private static void requireSupported(EmbeddingBagOptions options, Tensor perSampleWeights) {
    EmbeddingBagMode mode = Require.nonNull(options, "options", "options").mode();
    if (mode == EmbeddingBagMode.MAX && options.scaleGradByFreq()) {
      throw new IllegalArgumentException(
          "mode: got max; max mode does not support scaling the gradient by the frequency");
    }
    if (mode == EmbeddingBagMode.MAX && options.sparse()) {
      throw new IllegalArgumentException("mode: got max; max mode does not support sparse weights");
    }
    if (mode != EmbeddingBagMode.SUM && perSampleWeights != null) {
      throw new IllegalArgumentException(
          "mode: got " + mode + "; per_sample_weights is only supported for mode='sum'");
    }
  }

  /** One-hot encoding; the number of classes is one greater than the largest class value. */
  public static Tensor oneHot(Tensor tensor) {
    return checked(() -> Tensor.wrap(torch.one_hot(tensor.unwrap())), tensor);
  }

  /**
   * One-hot encoding. Same as {@code F.one_hot}.
   *
   * @param tensor class values of any shape, int64
   * @param numClasses the number of classes; -1 for one greater than the largest class value
   */
  public static Tensor oneHot(Tensor tensor, long numClasses) {
    return checked(() -> Tensor.wrap(torch.one_hot(tensor.unwrap(), numClasses)), tensor);
  }

  /**
   * Scaled dot product attention with PyTorch's defaults. Same as {@code
   * F.scaled_dot_product_attention}.
   */
  public static Tensor scaledDotProductAttention(Tensor query, Tensor key, Tensor value) {
    return checked(
        () ->
            Tensor.wrap(
                torch.scaled_dot_product_attention(query.unwrap(), key.unwrap(), value.unwrap())),
        query,
        key,
        value);
  }

  /**
   * Scaled dot product attention with a mask, or null. Same as {@code
   * F.scaled_dot_product_attention}.
   */
  public static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, Tensor attnMask) {
    return scaledDotProductAttention(
        query, key, value, AttentionOptions.DEFAULT.attnMask(attnMask));
  }

  /**
   * Scaled dot product attention with Python's positional arguments; {@code attnMask} may be null.
   */
  public static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, Tensor attnMask, double dropoutP, boolean isCausal) {
    return scaledDotProductAttention(
        query, key, value, new AttentionOptions(attnMask, dropoutP, isCausal, null, false));
  }

  /**
   * {@code softmax(query keyᵀ scale + mask) value}. Same as {@code F.scaled_dot_product_attention}.
   *
   * @param query {@code [N, ..., L, E]}
   * @param key {@code [N, ..., S, E]}
   * @param value {@code [N, ..., S, Ev]}
   */
  public static Tensor scaledDotProductAttention(
      Tensor query, Tensor key, Tensor value, AttentionOptions options) {
    return checked(
        () ->
            Tensor.wrap(
                torch.scaled_dot_product_attention(
                    query.unwrap(),
                    key.unwrap(),
                    value.unwrap(),
                    Optionals.of(options.attnMask()),
                    options.dropoutP(),
                    options.isCausal(),
                    Optionals.of(options.scale()),
                    options.enableGqa())),
        query,
        key,
        value,
        options);
  }
}
