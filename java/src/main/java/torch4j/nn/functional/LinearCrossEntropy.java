package torch4j.nn.functional;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.internal.Optionals;
import torch4j.internal.TensorDescription;

/**
 * One call of {@code F.linear_cross_entropy}: checks its arguments and computes the loss at once or
 * in chunks.
 */
record LinearCrossEntropy(
    Tensor input,
    Tensor weight,
    Tensor target,
    Tensor bias,
    LinearCrossEntropyLossOptions options) {
  private static final long DEFAULT_IGNORED = -100;

  Tensor compute() {
    requireInput();
    requireWeight();
    long[] logits = logitsShape();
    boolean probabilities = Arrays.equals(target.shape(), logits);
    require(
        !probabilities || options.ignoreIndex() == null,
        "ignoreIndex: got "
            + options.ignoreIndex()
            + " with probabilities, expected classes;"
            + " ignore_index cannot be specified when target contains probabilities");
    if (!hasChunks()) {
      return atOnce(logits);
    }
    Reduction reduction = options.reduction();
    boolean reduced = reduction == Reduction.MEAN || reduction == Reduction.SUM;
    return withoutAutocast(() -> reduced ? chunked() : atOnce(logits));
  }

  private void requireInput() {
    require(
        input.dim() == 1 || input.dim() == 2,
        "input: got "
            + TensorDescription.of(input)
            + ", expected input with dimensionality 1 or 2");
  }

  private void requireWeight() {
    require(
        weight.dim() >= 2,
        "linearWeight: got "
            + TensorDescription.of(weight)
            + ", expected dimensionality at least 2");
    require(
        input.size(-1) == weight.size(-1),
        "input: got "
            + TensorDescription.of(input)
            + ", expected a last dimension of "
            + weight.size(-1)
            + " (in_features)");
    long[] rows = Arrays.copyOf(weight.shape(), (int) weight.dim() - 1);
    require(
        bias == null || Arrays.equals(bias.shape(), rows),
        () ->
            "linearBias: got "
                + TensorDescription.of(bias)
                + ", expected "
                + Arrays.toString(rows));
    require(
        rows.length == 1 || input.dim() == 2,
        "input: got "
            + TensorDescription.of(input)
            + ", expected batched input: the loss is K-dimensional");
  }

  private static void require(boolean condition, String message) {
    require(condition, () -> message);
  }

  private static void require(boolean condition, Supplier<String> message) {
    if (!condition) {
      throw new IllegalArgumentException(message.get());
    }
  }

  private long[] logitsShape() {
    LongStream batch = Arrays.stream(input.shape()).limit(input.dim() - 1);
    LongStream rows = Arrays.stream(weight.shape()).limit(weight.dim() - 1);
    return LongStream.concat(batch, rows).toArray();
  }

  private long ignored() {
    return options.ignoreIndex() == null ? DEFAULT_IGNORED : options.ignoreIndex();
  }

  private boolean hasChunks() {
    return options.options() != null
        && options.labelSmoothing() == 0
        && target.dtype() == DType.int64
        && weight.dim() == 2;
  }

  // In Python the chunked computation is one operator, on which autocast has no effect.
  private Tensor withoutAutocast(Supplier<Tensor> loss) {
    DeviceType device = input.isCuda() ? DeviceType.CUDA : DeviceType.CPU;
    boolean before = torch.is_autocast_enabled(device);
    torch.set_autocast_enabled(device, false);
    try {
      return loss.get();
    } finally {
      torch.set_autocast_enabled(device, before);
    }
  }

  private Tensor atOnce(long[] logitsShape) {
    Tensor flatWeight = weight.dim() == 2 ? weight : weight.reshape(-1, weight.size(-1));
    Tensor flatBias = bias == null || weight.dim() == 2 ? bias : bias.reshape(-1);
    Tensor logits =
        Tensor.wrap(torch.linear(input.unwrap(), flatWeight.unwrap(), Optionals.of(flatBias)));
    return Tensor.wrap(
        torch.cross_entropy_loss(
            logits.reshape(logitsShape).unwrap(),
            target.unwrap(),
            Optionals.of(options.weight()),
            options.reduction().code(),
            ignored(),
            options.labelSmoothing()));
  }

  private Tensor chunked() {
    DType dtype = input.dtype();
    require(
        weight.dtype() == dtype,
        "input: got "
            + TensorDescription.of(input)
            + ", expected "
            + TensorDescription.dtype(weight)
            + " as the weight");
    boolean half = dtype == DType.float16 || dtype == DType.bfloat16;
    Tensor rows = input.dim() == 2 ? input : input.unsqueeze(0);
    Tensor classes = input.dim() == 2 ? target : target.unsqueeze(0);
    require(
        classes.dim() == 1 && classes.size(0) == rows.size(0),
        "target: got "
            + TensorDescription.of(target)
            + ", expected one class for each row of the input");
    long chunkSize =
        options
            .options()
            .chunkSize(rows.size(0), rows.size(1), weight.size(0), half && input.isCpu());
    return new ChunkedCrossEntropy(rows, weight, bias, accumulationDtype(dtype, half))
        .loss(classes, options.weight(), ignored(), options.reduction(), chunkSize);
  }

  private DType accumulationDtype(DType dtype, boolean half) {
    LinearCrossEntropyOptions chunking = options.options();
    if (chunking.accDtype() == null) {
      return half && chunking.accPolicy() == AccumulationPolicy.AUTO ? DType.float32 : dtype;
    }
    DType accDtype = chunking.accDtype();
    require(
        accDtype == dtype || (half && accDtype == DType.float32),
        "accDtype: got "
            + accDtype
            + " for "
            + TensorDescription.of(input)
            + ", expected the input's dtype, or Float for float16 and bfloat16");
    return accDtype;
  }
}
