package torch4j.nn.utils.rnn;

import java.util.Arrays;
import torch4j.DType;
import torch4j.Device;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.LongArrays;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * The data and the batch sizes of a packed sequence: sequences of variable length without padding.
 * Same as {@code torch.nn.utils.rnn.PackedSequence}. Created by {@link Rnn#packPaddedSequence} and
 * {@link Rnn#packSequence}.
 *
 * @param data the packed elements, time step by time step, {@code [sum(lengths), *]}
 * @param batchSizes the batch size at each time step, int64, on the CPU
 * @param sortedIndices the permutation from the original order to the order sorted by length, or
 *     null if the sequences were sorted
 * @param unsortedIndices the permutation from the sorted order to the original one, or null if the
 *     sequences were sorted
 */
public record PackedSequence(
    Tensor data, Tensor batchSizes, Tensor sortedIndices, Tensor unsortedIndices) {
  /**
   * Uses the given tensors; computes {@code unsortedIndices} from {@code sortedIndices} if null.
   *
   * @throws IllegalArgumentException if the batch sizes are not positive int64 numbers on the CPU,
   *     increase from one time step to the next, or their sum is not the number of elements
   */
  public PackedSequence {
    Require.nonNull(data, "data", "a tensor");
    Require.nonNull(batchSizes, "batchSizes", "a tensor");
    if (!batchSizes.isCpu()) {
      throw new IllegalArgumentException(
          "batchSizes: got "
              + TensorDescription.of(batchSizes)
              + ", expected a tensor on the CPU; batch_sizes should always be on CPU");
    }
    requireBatchSizes(batchSizes, data);
    if (unsortedIndices == null) {
      unsortedIndices = Rnn.invertPermutation(sortedIndices);
    }
  }

  // LibTorch would read and write beyond the tensors.
  private static void requireBatchSizes(Tensor batchSizes, Tensor data) {
    boolean row = batchSizes.dim() == 1 && batchSizes.dtype() == DType.int64;
    long[] sizes = row ? LongArrays.of(batchSizes.unwrap()) : new long[0];
    boolean nonIncreasing = sizes.length > 0;
    long sum = 0;
    for (int i = 0; i < sizes.length; i++) {
      nonIncreasing &= sizes[i] > 0 && (i == 0 || sizes[i] <= sizes[i - 1]);
      sum += sizes[i];
    }
    if (!nonIncreasing || data.dim() == 0 || sum != data.size(0)) {
      throw new IllegalArgumentException(
          "batchSizes: got "
              + (row ? Arrays.toString(sizes) : TensorDescription.of(batchSizes))
              + " for data "
              + TensorDescription.of(data)
              + ", expected positive, non-increasing int64 numbers whose sum is the size of the"
              + " data's first dimension");
    }
  }

  /** A packed sequence with other data and the same batch sizes and indices. */
  public PackedSequence withData(Tensor data) {
    return new PackedSequence(data, batchSizes, sortedIndices, unsortedIndices);
  }

  /** A copy on this device; the batch sizes stay on the CPU. Same as {@code to(device)}. */
  public PackedSequence to(Device device) {
    Require.nonNull(device, "device", "a device");
    return new PackedSequence(
        data.to(device, data.dtype()),
        batchSizes,
        onDevice(sortedIndices, device),
        onDevice(unsortedIndices, device));
  }

  private static Tensor onDevice(Tensor indices, Device device) {
    return indices == null ? null : indices.to(device, DType.int64);
  }

  /** A copy whose elements have this dtype. Same as {@code to(dtype)}. */
  public PackedSequence to(DType dtype) {
    Require.nonNull(dtype, "dtype", "a dtype");
    return withData(data.to(dtype));
  }

  /** A copy on the CPU. Same as {@code cpu()}. */
  public PackedSequence cpu() {
    return to(Torch.device("cpu"));
  }

  /** A copy on the current CUDA device. Same as {@code cuda()}. */
  public PackedSequence cuda() {
    return to(Torch.device("cuda"));
  }

  /** A copy in pinned memory, apart from the batch sizes. Same as {@code pin_memory()}. */
  public PackedSequence pinMemory() {
    return LibTorchErrors.explained(
        "data",
        () ->
            new PackedSequence(
                data.pinMemory(), batchSizes, pinned(sortedIndices), pinned(unsortedIndices)),
        data);
  }

  private static Tensor pinned(Tensor indices) {
    return indices == null ? null : indices.pinMemory();
  }

  /** Whether the elements are on a CUDA device. Same as {@code is_cuda}. */
  public boolean isCuda() {
    return data.isCuda();
  }

  /** Whether the elements are in pinned memory. Same as {@code is_pinned()}. */
  public boolean isPinned() {
    return data.isPinned();
  }
}
