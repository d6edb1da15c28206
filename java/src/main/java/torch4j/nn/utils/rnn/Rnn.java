package torch4j.nn.utils.rnn;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import torch4j.Torch;
import torch4j.internal.Longs;
import torch4j.internal.Optionals;
import torch4j.internal.Refusal;
import torch4j.internal.Require;
import torch4j.internal.Text;

/**
 * Sequences of different lengths in one tensor: padded, or packed without padding. Same as {@code
 * torch.nn.utils.rnn}. Whatever is returned belongs to the innermost open scope.
 */
public final class Rnn {
  private Rnn() {}

  /**
   * Sequences made equally long.
   *
   * @param sequences {@code [L, N, *]}, or {@code [N, L, *]} if batchFirst
   * @param lengths how long each sequence is, int64, on the CPU
   */
  public record Padded(Tensor sequences, Tensor lengths) {
    /** Checks that nothing is missing. */
    public Padded {
      Require.nonNull(sequences, "sequences", "a tensor");
      Require.nonNull(lengths, "lengths", "a tensor");
    }
  }

  /**
   * Packs a batch {@code [L, N, *]} that is sorted by length, the longest first. Same as {@code
   * pack_padded_sequence(input, lengths)}.
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
   * @param lengths how long each sequence is, {@code [N]}, whole numbers on the CPU
   * @param enforceSorted whether the lengths must fall; if not, the sequences are sorted
   * @throws IllegalArgumentException if the lengths do not fit the input, or are not sorted though
   *     they must be
   */
  public static PackedSequence packPaddedSequence(
      Tensor input, Tensor lengths, boolean batchFirst, boolean enforceSorted) {
    Require.nonNull(input, "input", "a tensor");
    Require.nonNull(lengths, "lengths", "a tensor");
    return Refusal.explained(
        "lengths",
        () -> {
          requireWithin(lengths, input, batchFirst);
          try (var packed =
              torch.pack_padded_sequence(
                  input, lengths.to(ScalarType.Long), batchFirst, enforceSorted)) {
            return new PackedSequence(
                new Tensor(packed.data()),
                new Tensor(packed.batch_sizes()),
                enforceSorted ? null : new Tensor(packed.sorted_indices()),
                enforceSorted ? null : new Tensor(packed.unsorted_indices()));
          }
        },
        input,
        lengths);
  }

  // LibTorch would read beyond the input.
  private static void requireWithin(Tensor lengths, Tensor input, boolean batchFirst) {
    if (input.dim() < 2) {
      throw new IllegalArgumentException(
          "input: got " + Text.of(input) + ", expected 2 dimensions or more");
    }
    long steps = input.size(batchFirst ? 1 : 0);
    for (long length : Longs.of(lengths)) {
      if (length > steps) {
        throw new IllegalArgumentException(
            "lengths: got " + length + " for " + Text.of(input) + ", expected <= " + steps);
      }
    }
  }

  /** The padded batch {@code [L, N, *]}. Same as {@code pad_packed_sequence(sequence)}. */
  public static Padded padPackedSequence(PackedSequence sequence) {
    return padPackedSequence(sequence, false);
  }

  /** The batch padded with zeros. Same as {@code pad_packed_sequence(sequence, batch_first)}. */
  public static Padded padPackedSequence(PackedSequence sequence, boolean batchFirst) {
    return padPackedSequence(sequence, batchFirst, 0, null);
  }

  /**
   * The batch that was packed, in its order before packing. Same as {@code pad_packed_sequence}.
   *
   * @param totalLength the length to pad to; null for that of the longest sequence
   * @throws IllegalArgumentException if {@code totalLength} is less than the longest sequence
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
    return Refusal.explained(
        "sequence",
        () -> {
          try (var result =
              torch.pad_packed_sequence(presets(sequence), batchFirst, paddingValue, length)) {
            return new Padded(new Tensor(result.get0()), new Tensor(result.get1()));
          }
        },
        sequence.data(),
        sequence.batchSizes());
  }

  private static org.bytedeco.pytorch.PackedSequence presets(PackedSequence sequence) {
    return sequence.sortedIndices() == null
        ? new org.bytedeco.pytorch.PackedSequence(sequence.data(), sequence.batchSizes())
        : new org.bytedeco.pytorch.PackedSequence(
            sequence.data(),
            sequence.batchSizes(),
            sequence.sortedIndices(),
            sequence.unsortedIndices());
  }

  /** The batch {@code [L, N, *]}, padded with zeros. Same as {@code pad_sequence(sequences)}. */
  public static Tensor padSequence(List<Tensor> sequences) {
    return padSequence(sequences, false);
  }

  /** The batch, padded with zeros. Same as {@code pad_sequence(sequences, batch_first)}. */
  public static Tensor padSequence(List<Tensor> sequences, boolean batchFirst) {
    return padSequence(sequences, batchFirst, 0, PaddingSide.RIGHT);
  }

  /**
   * Sequences {@code [L, *]} of different lengths as one batch. Same as {@code pad_sequence}.
   *
   * @return {@code [longest, N, *]}, or {@code [N, longest, *]} if batchFirst
   * @throws IllegalArgumentException if there are no sequences, or they differ in another dimension
   */
  public static Tensor padSequence(
      List<Tensor> sequences, boolean batchFirst, double paddingValue, PaddingSide side) {
    Torch.init();
    Require.nonNull(sequences, "sequences", "a list of tensors");
    Require.nonNull(side, "side", "a side");
    return Refusal.explained(
        "sequences",
        () ->
            torch.pad_sequence(
                new TensorVector(sequences.toArray(Tensor[]::new)),
                batchFirst,
                paddingValue,
                side.toString()),
        sequences.toArray(Tensor[]::new));
  }

  /** Packs sequences that fall in length. Same as {@code pack_sequence(sequences)}. */
  public static PackedSequence packSequence(List<Tensor> sequences) {
    return packSequence(sequences, true);
  }

  /**
   * Packs sequences {@code [L, *]}. Same as {@code pack_sequence}.
   *
   * @param enforceSorted whether the lengths must fall; if not, the sequences are sorted
   * @throws IllegalArgumentException if there are no sequences, they differ in another dimension,
   *     or they are not sorted though they must be
   */
  public static PackedSequence packSequence(List<Tensor> sequences, boolean enforceSorted) {
    Tensor padded = padSequence(sequences);
    long[] lengths = sequences.stream().mapToLong(sequence -> sequence.size(0)).toArray();
    return packPaddedSequence(padded, Tensor.create(lengths, lengths.length), false, enforceSorted);
  }

  /** The sequences that were packed, in their order before. Same as {@code unpack_sequence}. */
  public static List<Tensor> unpackSequence(PackedSequence sequence) {
    Padded padded = padPackedSequence(sequence, true);
    return unpadSequence(padded.sequences(), padded.lengths(), true);
  }

  /** The sequences of a batch {@code [L, N, *]}. Same as {@code unpad_sequence}. */
  public static List<Tensor> unpadSequence(Tensor padded, Tensor lengths) {
    return unpadSequence(padded, lengths, false);
  }

  /**
   * The sequences of a padded batch, each as long as it is. Same as {@code unpad_sequence}, which
   * also transposes its argument in place; this does not.
   *
   * @param padded {@code [L, N, *]}, or {@code [N, L, *]} if batchFirst
   * @param lengths how long each sequence is, {@code [N]}
   * @throws IllegalArgumentException if there are not as many lengths as sequences
   */
  public static List<Tensor> unpadSequence(Tensor padded, Tensor lengths, boolean batchFirst) {
    Require.nonNull(padded, "padded", "a tensor");
    Require.nonNull(lengths, "lengths", "a tensor");
    return Refusal.explained(
        "lengths",
        () -> {
          Tensor batch = batchFirst ? padded : padded.transpose(0, 1);
          if (batch.size(0) != lengths.size(0)) {
            throw new IllegalArgumentException(
                "lengths: got " + Text.of(lengths) + ", expected [" + batch.size(0) + "]");
          }
          Tensor steps = torch.arange(new Scalar(batch.size(1)));
          List<Tensor> sequences = new ArrayList<>();
          for (long i = 0; i < batch.size(0); i++) {
            long length = steps.lt(lengths.select(0, i)).sum().item_long();
            sequences.add(batch.select(0, i).narrow(0, 0, length).clone());
          }
          return sequences;
        },
        padded,
        lengths);
  }

  /**
   * The permutation that undoes this one. Same as {@code invert_permutation}.
   *
   * @param permutation {@code [n]} of int64, or null
   * @return the inverse, or null for null
   */
  public static Tensor invertPermutation(Tensor permutation) {
    if (permutation == null) {
      return null;
    }
    return Refusal.explained(
        "permutation",
        () -> {
          Tensor places =
              torch
                  .arange(new Scalar(permutation.numel()))
                  .to(permutation.device(), ScalarType.Long);
          return torch.empty_like(permutation).scatter_(0, permutation, places);
        },
        permutation);
  }
}
