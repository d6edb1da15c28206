package torch4j.nn.utils.rnn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.Torch;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.LongArrays;
import torch4j.internal.Optionals;
import torch4j.internal.Require;
import torch4j.internal.TensorDescription;

/**
 * Pads, packs and unpacks sequences of variable length. Same as {@code torch.nn.utils.rnn}.
 * Returned tensors belong to the innermost open scope.
 */
public final class Rnn {
  private Rnn() {}

  /**
   * A batch of padded sequences with their lengths.
   *
   * @param sequences {@code [L, N, *]}, or {@code [N, L, *]} if batchFirst
   * @param lengths the length of each sequence, int64, on the CPU
   */
  public record Padded(Tensor sequences, Tensor lengths) {
    /** Checks that no component is null. */
    public Padded {
      Require.nonNull(sequences, "sequences", "a tensor");
      Require.nonNull(lengths, "lengths", "a tensor");
    }
  }

  /**
   * Packs a padded batch {@code [L, N, *]} that is sorted by length in decreasing order. Same as
   * {@code pack_padded_sequence(input, lengths)}.
   *
   * @throws IllegalArgumentException if the lengths do not fit the input, or are not sorted
   */
  public static PackedSequence packPaddedSequence(Tensor input, Tensor lengths) {
    return packPaddedSequence(input, lengths, false, true);
  }

  /**
   * Packs a padded batch. Same as {@code pack_padded_sequence}.
   *
   * @param input {@code [L, N, *]}, or {@code [N, L, *]} if batchFirst
   * @param lengths the length of each sequence, {@code [N]}, integral, on the CPU
   * @param enforceSorted whether the sequences must be sorted by length in decreasing order; if
   *     not, they are sorted
   * @throws IllegalArgumentException if the lengths do not fit the input, or are not sorted
   *     although {@code enforceSorted}
   */
  public static PackedSequence packPaddedSequence(
      Tensor input, Tensor lengths, boolean batchFirst, boolean enforceSorted) {
    Require.nonNull(input, "input", "a tensor");
    Require.nonNull(lengths, "lengths", "a tensor");
    return LibTorchErrors.explained(
        "lengths",
        () -> {
          requireLengths(lengths, input, batchFirst);
          try (var packed =
              torch.pack_padded_sequence(
                  input.unwrap(), lengths.to(DType.int64).unwrap(), batchFirst, enforceSorted)) {
            return new PackedSequence(
                Tensor.wrap(new org.bytedeco.pytorch.Tensor(packed.data())),
                Tensor.wrap(new org.bytedeco.pytorch.Tensor(packed.batch_sizes())),
                enforceSorted
                    ? null
                    : Tensor.wrap(new org.bytedeco.pytorch.Tensor(packed.sorted_indices())),
                enforceSorted
                    ? null
                    : Tensor.wrap(new org.bytedeco.pytorch.Tensor(packed.unsorted_indices())));
          }
        },
        input,
        lengths);
  }

  // LibTorch would read beyond the input.
  private static void requireLengths(Tensor lengths, Tensor input, boolean batchFirst) {
    if (input.dim() < 2) {
      throw new IllegalArgumentException(
          "input: got " + TensorDescription.of(input) + ", expected 2 dimensions or more");
    }
    long steps = input.size(batchFirst ? 1 : 0);
    for (long length : LongArrays.of(lengths.unwrap())) {
      if (length > steps) {
        throw new IllegalArgumentException(
            "lengths: got "
                + length
                + " for "
                + TensorDescription.of(input)
                + ", expected <= "
                + steps);
      }
    }
  }

  /** Pads a packed batch to {@code [L, N, *]}. Same as {@code pad_packed_sequence(sequence)}. */
  public static Padded padPackedSequence(PackedSequence sequence) {
    return padPackedSequence(sequence, false);
  }

  /** Pads a packed batch with zeros. Same as {@code pad_packed_sequence(sequence, batch_first)}. */
  public static Padded padPackedSequence(PackedSequence sequence, boolean batchFirst) {
    return padPackedSequence(sequence, batchFirst, 0, null);
  }

  /**
   * Pads a packed batch; the sequences are in the order before packing. Same as {@code
   * pad_packed_sequence}.
   *
   * @param totalLength the length to pad to; null for that of the longest sequence
   * @throws IllegalArgumentException if {@code totalLength} is less than the length of the longest
   *     sequence
   */
  public static Padded padPackedSequence(
      PackedSequence sequence, boolean batchFirst, double paddingValue, Long totalLength) {
    Require.nonNull(sequence, "sequence", "a packed sequence");
    long longest = sequence.batchSizes().size(0);
    if (totalLength != null && totalLength < longest) {
      throw new IllegalArgumentException(
          "totalLength: got "
              + totalLength
              + ", expected at least the length of the longest sequence in input, "
              + longest);
    }
    LongOptional length = Optionals.of(totalLength);
    return LibTorchErrors.explained(
        "sequence",
        () -> {
          try (var result =
              torch.pad_packed_sequence(toPresets(sequence), batchFirst, paddingValue, length)) {
            return new Padded(
                Tensor.wrap(new org.bytedeco.pytorch.Tensor(result.get0())),
                Tensor.wrap(new org.bytedeco.pytorch.Tensor(result.get1())));
          }
        },
        sequence.data(),
        sequence.batchSizes());
  }

  private static org.bytedeco.pytorch.PackedSequence toPresets(PackedSequence sequence) {
    return sequence.sortedIndices() == null
        ? new org.bytedeco.pytorch.PackedSequence(
            sequence.data().unwrap(), sequence.batchSizes().unwrap())
        : new org.bytedeco.pytorch.PackedSequence(
            sequence.data().unwrap(),
            sequence.batchSizes().unwrap(),
            sequence.sortedIndices().unwrap(),
            sequence.unsortedIndices().unwrap());
  }

  /**
   * Pads a list of sequences with zeros to {@code [L, N, *]}. Same as {@code
   * pad_sequence(sequences)}.
   */
  public static Tensor padSequence(List<Tensor> sequences) {
    return padSequence(sequences, false);
  }

  /** Pads a list of sequences with zeros. Same as {@code pad_sequence(sequences, batch_first)}. */
  public static Tensor padSequence(List<Tensor> sequences, boolean batchFirst) {
    return padSequence(sequences, batchFirst, 0, PaddingSide.RIGHT);
  }

  /**
   * Pads a list of sequences {@code [L, *]} of variable length. Same as {@code pad_sequence}.
   *
   * @return {@code [T, N, *]}, or {@code [N, T, *]} if batchFirst, with the length T of the longest
   *     sequence
   * @throws IllegalArgumentException if there are no sequences, or the sizes of their other
   *     dimensions differ
   */
  public static Tensor padSequence(
      List<Tensor> sequences, boolean batchFirst, double paddingValue, PaddingSide side) {
    Torch.init();
    Require.noNulls(sequences, "sequences", "a tensor");
    Require.nonNull(side, "side", "a side");
    return LibTorchErrors.explained(
        "sequences",
        () ->
            Tensor.wrap(
                torch.pad_sequence(
                    Optionals.vector(sequences), batchFirst, paddingValue, side.toString())),
        sequences.toArray(Tensor[]::new));
  }

  /**
   * Packs a list of sequences that are sorted by length in decreasing order. Same as {@code
   * pack_sequence(sequences)}.
   */
  public static PackedSequence packSequence(List<Tensor> sequences) {
    return packSequence(sequences, true);
  }

  /**
   * Packs a list of sequences {@code [L, *]} of variable length. Same as {@code pack_sequence}.
   *
   * @param enforceSorted whether the sequences must be sorted by length in decreasing order; if
   *     not, they are sorted
   * @throws IllegalArgumentException if there are no sequences, the sizes of their other dimensions
   *     differ, or they are not sorted although {@code enforceSorted}
   */
  public static PackedSequence packSequence(List<Tensor> sequences, boolean enforceSorted) {
    Tensor padded = padSequence(sequences);
    long[] lengths = sequences.stream().mapToLong(sequence -> sequence.size(0)).toArray();
    return packPaddedSequence(
        padded,
        Tensor.wrap(org.bytedeco.pytorch.Tensor.create(lengths, lengths.length)),
        false,
        enforceSorted);
  }

  /**
   * Unpacks a packed batch into a list of sequences, in the order before packing. Same as {@code
   * unpack_sequence}.
   */
  public static List<Tensor> unpackSequence(PackedSequence sequence) {
    Padded padded = padPackedSequence(sequence, true);
    return unpadSequence(padded.sequences(), padded.lengths(), true);
  }

  /** Unpads a batch {@code [L, N, *]} into a list of sequences. Same as {@code unpad_sequence}. */
  public static List<Tensor> unpadSequence(Tensor padded, Tensor lengths) {
    return unpadSequence(padded, lengths, false);
  }

  /**
   * Unpads a padded batch into a list of sequences. Same as {@code unpad_sequence}, except that the
   * argument is not transposed in-place.
   *
   * @param padded {@code [L, N, *]}, or {@code [N, L, *]} if batchFirst
   * @param lengths the length of each sequence, {@code [N]}
   * @throws IllegalArgumentException if the number of lengths is not the number of sequences
   */
  public static List<Tensor> unpadSequence(Tensor padded, Tensor lengths, boolean batchFirst) {
    Require.nonNull(padded, "padded", "a tensor");
    Require.nonNull(lengths, "lengths", "a tensor");
    return LibTorchErrors.explained(
        "lengths",
        () -> {
          Tensor batch = batchFirst ? padded : padded.transpose(0, 1);
          if (batch.size(0) != lengths.size(0)) {
            throw new IllegalArgumentException(
                "lengths: got "
                    + TensorDescription.of(lengths)
                    + ", expected ["
                    + batch.size(0)
                    + "]");
          }
          Tensor steps = Torch.arange(batch.size(1));
          List<Tensor> sequences = new ArrayList<>();
          for (long i = 0; i < batch.size(0); i++) {
            long length = steps.lt(lengths.select(0, i)).sum().itemLong();
            sequences.add(batch.select(0, i).narrow(0, 0, length).clone());
          }
          return sequences;
        },
        padded,
        lengths);
  }

  /**
   * The inverse of a permutation. Same as {@code invert_permutation}.
   *
   * @param permutation {@code [n]} of int64, or null
   * @return the inverse, or null for null
   */
  public static Tensor invertPermutation(Tensor permutation) {
    if (permutation == null) {
      return null;
    }
    return LibTorchErrors.explained(
        "permutation",
        () -> {
          Tensor places = Torch.arange(permutation.numel()).to(permutation.device(), DType.int64);
          return Torch.emptyLike(permutation).scatter_(0, permutation, places);
        },
        permutation);
  }
}
