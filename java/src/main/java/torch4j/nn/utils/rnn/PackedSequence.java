package torch4j.nn.utils.rnn;

import org.bytedeco.pytorch.Tensor;

/**
 * Sequences of different lengths, step by step one after another. Same as {@code
 * torch.nn.utils.rnn.PackedSequence}.
 *
 * @param data the elements of all sequences, {@code [total length, *]}
 * @param batchSizes how many sequences each step has, int64, on the CPU
 * @param sortedIndices where the sequences of the packed order were before, or null if they were
 *     sorted by length
 * @param unsortedIndices where the sequences are in the packed order, or null if they were sorted
 */
public record PackedSequence(
    Tensor data, Tensor batchSizes, Tensor sortedIndices, Tensor unsortedIndices) {}
