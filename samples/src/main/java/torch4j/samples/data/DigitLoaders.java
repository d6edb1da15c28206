package torch4j.samples.data;

import java.util.List;
import torch4j.data.Batch;
import torch4j.data.DataLoader;
import torch4j.data.Subset;

/**
 * Loaders of the digits.
 *
 * @param train those to train on, in another order in each epoch
 * @param val the 297 others, as one batch
 */
public record DigitLoaders(DataLoader<Batch> train, DataLoader<Batch> val) {
  private static final int TRAIN = 1500;
  private static final int VAL = 297;

  /** 1,500 digits to train on, drawn at random. */
  public static DigitLoaders of(int batchSize) {
    return of(batchSize, TRAIN);
  }

  /** At most 1,500 digits to train on, drawn at random: few of them are soon learned by heart. */
  public static DigitLoaders of(int batchSize, int samples) {
    List<Subset<Batch>> split = Subset.randomSplit(Digits.load(), samples, TRAIN - samples, VAL);
    return new DigitLoaders(
        new DataLoader<>(split.get(0), DataLoader.options().batchSize(batchSize).shuffle(true)),
        new DataLoader<>(split.get(2), DataLoader.options().batchSize(VAL)));
  }
}
