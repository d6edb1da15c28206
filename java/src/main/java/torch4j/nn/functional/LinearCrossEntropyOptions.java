package torch4j.nn.functional;

import java.util.Locale;
import torch4j.DType;
import torch4j.internal.Require;
import torch4j.processor.Withers;

/**
 * Options of the chunked computation of a linear cross entropy, in which the logits of the whole
 * batch never exist at once. Same as {@code torch.nn.LinearCrossEntropyOptions}.
 *
 * <p>Chunks are used for class indices (int64) as targets, without label smoothing and output
 * features, and with the reduction mean or sum; otherwise everything is computed at once. The loss
 * and its gradients are the same except for rounding.
 *
 * @param allowRetainGraph accepted as in Python; here a graph can be retained in any case
 * @param batchChunkSize the number of rows in a chunk; null to follow {@code chunkingMethod}, or
 *     for all of them
 * @param chunkingMethod how {@code batchChunkSize} is computed: {@code "auto"}, {@code
 *     "aspect_ratio"}, {@code "aspect_ratio:N"}, or null
 * @param accPolicy which values are held in the accumulation dtype; for float16 and bfloat16,
 *     torch4j computes the most accurate policy for all
 * @param accDtype the accumulation dtype: Half, BFloat16, Float or Double; null for Float if the
 *     input is float16 or bfloat16 and the policy AUTO, otherwise the input's own
 */
@Withers
public record LinearCrossEntropyOptions(
    boolean allowRetainGraph,
    Long batchChunkSize,
    String chunkingMethod,
    AccumulationPolicy accPolicy,
    DType accDtype)
    implements LinearCrossEntropyOptionsWithers {
  /** PyTorch's defaults. */
  public static final LinearCrossEntropyOptions DEFAULT =
      new LinearCrossEntropyOptions(false, null, "auto", AccumulationPolicy.AUTO, null);

  /** Checks the values. */
  public LinearCrossEntropyOptions {
    Require.nonNull(accPolicy, "accPolicy", "an accumulation policy");
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

  /**
   * The number of rows in a chunk for these sizes.
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

  private static String dtypeName(DType dtype) {
    return switch (dtype) {
      case float16 -> "float16";
      case bfloat16 -> "bfloat16";
      case float32 -> "float32";
      case float64 -> "float64";
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
