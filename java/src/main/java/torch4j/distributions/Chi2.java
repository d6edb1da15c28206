package torch4j.distributions;

import java.util.List;
import torch4j.Tensor;

/** The chi-squared distribution: a gamma distribution. Same as {@code torch.distributions.Chi2}. */
public final class Chi2 extends Gamma {
  /**
   * The distribution of so many degrees of freedom.
   *
   * @throws IllegalArgumentException if one is not positive
   */
  public Chi2(Tensor df) {
    this(df, null);
  }

  /**
   * The distribution of so many degrees of freedom.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public Chi2(double df) {
    this(Operators.broadcastAll(df)[0], null);
  }

  /** The distribution of so many degrees of freedom, which are checked only if the flag is set. */
  public Chi2(Tensor df, boolean validateArgs) {
    this(df, Boolean.valueOf(validateArgs));
  }

  private Chi2(Tensor df, Boolean validateArgs) {
    super(validateArgs, Operators.broadcastAll(halved(df), 0.5));
    checkArguments();
  }

  private Chi2(Chi2 like, long... batchShape) {
    super(like, batchShape);
  }

  private static Tensor halved(Tensor df) {
    if (df == null) {
      throw new IllegalArgumentException("Chi2: df: got null, expected a tensor");
    }
    return df.mul(0.5);
  }

  /** The degrees of freedom. Same as {@code df}. */
  public Tensor df() {
    return concentration().mul(2L);
  }

  @Override
  protected List<Argument> arguments() {
    return List.of(new Argument("df", df(), Constraints.positive, false));
  }

  @Override
  public Chi2 expand(long... batchShape) {
    return new Chi2(this, batchShape);
  }
}
