package torch4j.nn.functional;

import java.util.Locale;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * How a linear cross entropy is computed in chunks of the batch, so that the scores of the whole
 * batch never exist at once. Same as {@code torch.nn.LinearCrossEntropyOptions}.
 *
 * <p>Chunks are taken for classes as int64 targets, without label smoothing and output features,
 * and with a mean or a sum; else everything is computed at once. The loss and its gradients are the
 * same but for rounding.
 *
 * @param allowRetainGraph taken as Python takes it; here a graph can be retained in any case
 * @param batchChunkSize rows in a chunk; null for what the method says, or all of them
 * @param chunkingMethod how {@code batchChunkSize} is found: {@code "auto"}, {@code
 *     "aspect_ratio"}, {@code "aspect_ratio:N"}, or null for not at all
 * @param accPolicy what is held in the accumulation dtype; of the float16 and bfloat16 policies,
 *     torch4j computes the accurate one for all
 * @param accDtype the accumulation dtype: null, Half, BFloat16, Float or Double; null for Float if
 *     the input is float16 or bfloat16 and the policy AUTO, else the input's own
 */
public record LinearCrossEntropyOptions(
    boolean allowRetainGraph,
    Long batchChunkSize,
    String chunkingMethod,
    AccumulationPolicy accPolicy,
    ScalarType accDtype) {
  /** PyTorch's defaults. */
  public static final LinearCrossEntropyOptions DEFAULT =
      new LinearCrossEntropyOptions(false, null, "auto", AccumulationPolicy.AUTO, null);

  /** Checks the values. */
  public LinearCrossEntropyOptions {
    if (batchChunkSize != null && batchChunkSize < 1) {
      throw new IllegalArgumentException(
          "batchChunkSize: got " + batchChunkSize + ", expected a positive number or null");
    }
    if (chunkingMethod != null
        && !chunkingMethod.matches("auto|aspect_ratio(:0*[1-9][0-9]{0,8})?")) {
      throw new IllegalArgumentException(
          "chunkingMethod: got \""
              + chunkingMethod
              + "\", expected \"auto\", \"aspect_ratio\", \"aspect_ratio:N\" or null");
    }
    if (accDtype != null && dtypeName(accDtype) == null) {
      throw new IllegalArgumentException(
          "accDtype: got " + accDtype + ", expected null, Half, BFloat16, Float or Double");
    }
  }

  /** Whether a graph may be retained. */
  public LinearCrossEntropyOptions allowRetainGraph(boolean allowRetainGraph) {
    return new LinearCrossEntropyOptions(
        allowRetainGraph, batchChunkSize, chunkingMethod, accPolicy, accDtype);
  }

  /** Another number of rows in a chunk, or null. */
  public LinearCrossEntropyOptions batchChunkSize(Long batchChunkSize) {
    return new LinearCrossEntropyOptions(
        allowRetainGraph, batchChunkSize, chunkingMethod, accPolicy, accDtype);
  }

  /** Another way to find the rows in a chunk, or null. */
  public LinearCrossEntropyOptions chunkingMethod(String chunkingMethod) {
    return new LinearCrossEntropyOptions(
        allowRetainGraph, batchChunkSize, chunkingMethod, accPolicy, accDtype);
  }

  /** What is held in the accumulation dtype. */
  public LinearCrossEntropyOptions accPolicy(AccumulationPolicy accPolicy) {
    return new LinearCrossEntropyOptions(
        allowRetainGraph, batchChunkSize, chunkingMethod, accPolicy, accDtype);
  }

  /** Another accumulation dtype, or null. */
  public LinearCrossEntropyOptions accDtype(ScalarType accDtype) {
    return new LinearCrossEntropyOptions(
        allowRetainGraph, batchChunkSize, chunkingMethod, accPolicy, accDtype);
  }

  /**
   * The rows in a chunk for these sizes.
   *
   * @throws IllegalArgumentException if size and method are both given and differ
   */
  long chunkSize(long rows, long inFeatures, long classes, boolean halfOnCpu) {
    String method = chunkingMethod;
    if ("auto".equals(method)) {
      method = batchChunkSize != null ? null : halfOnCpu ? "aspect_ratio" : "aspect_ratio:2";
    }
    if (method == null) {
      return Math.max(1, batchChunkSize == null ? rows : Math.min(batchChunkSize, rows));
    }
    int colon = method.indexOf(':');
    long factor = colon < 0 ? 1 : Long.parseLong(method.substring(colon + 1));
    long target = ceilDiv(rows, ceilDiv(classes, inFeatures));
    long size = Math.min(nextPowerOf2(target) / factor, rows);
    if (batchChunkSize != null && batchChunkSize != size) {
      throw new IllegalArgumentException(
          "batchChunkSize: got "
              + batchChunkSize
              + ", expected "
              + size
              + " as chunkingMethod says; pass only one");
    }
    return Math.max(1, size);
  }

  private static long ceilDiv(long a, long b) {
    return -Math.floorDiv(-a, b);
  }

  // Python's 1 << (x - 1).bit_length(), which is 2 for 0.
  private static long nextPowerOf2(long x) {
    return 1L << (64 - Long.numberOfLeadingZeros(Math.abs(x - 1)));
  }

  private static String dtypeName(ScalarType dtype) {
    return switch (dtype.intern()) {
      case Half -> "float16";
      case BFloat16 -> "bfloat16";
      case Float -> "float32";
      case Double -> "float64";
      default -> null;
    };
  }

  /** As Python's repr shows it. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "LinearCrossEntropyOptions(allow_retain_graph=%s, batch_chunk_size=%s, chunking_method=%s,"
            + " acc_policy='%s', acc_dtype=%s)",
        allowRetainGraph ? "True" : "False",
        batchChunkSize == null ? "None" : batchChunkSize,
        chunkingMethod == null ? "None" : "'" + chunkingMethod + "'",
        accPolicy,
        accDtype == null ? "None" : "torch." + dtypeName(accDtype));
  }
}
