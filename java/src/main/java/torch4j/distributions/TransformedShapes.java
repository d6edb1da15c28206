package torch4j.distributions;

import java.util.Arrays;
import java.util.List;
import torch4j.internal.Require;

/** The shapes of a transformed distribution, and its base expanded to them. */
final class TransformedShapes {
  private final Distribution base;
  private final long[] batchShape;
  private final long[] eventShape;

  TransformedShapes(Distribution given, List<? extends Transform> transforms) {
    Operators.required("baseDistribution", given);
    Require.noNulls(transforms, "transforms", "a transform");
    var transform = new ComposeTransform(transforms);
    Constraint domain = transform.domain();
    Constraint codomain = transform.codomain();
    long[] baseShape = given.extendedShape();
    int baseDims = given.eventShape().length;
    if (baseShape.length < domain.eventDim()) {
      throw new IllegalArgumentException(
          "TransformedDistribution: baseDistribution: got shape "
              + Arrays.toString(baseShape)
              + ", expected at least "
              + domain.eventDim()
              + " dimensions");
    }
    long[] forward = transform.forwardShape(baseShape);
    long[] expanded = transform.inverseShape(forward);
    Distribution fitting =
        Arrays.equals(baseShape, expanded)
            ? given
            : given.expand(Operators.withoutLast(expanded, baseDims));
    int reinterpreted = domain.eventDim() - baseDims;
    base = reinterpreted > 0 ? new Independent(fitting, reinterpreted) : fitting;
    int change = codomain.eventDim() - domain.eventDim();
    int eventDim = Math.max(codomain.eventDim(), baseDims + change);
    batchShape = Operators.withoutLast(forward, eventDim);
    eventShape = Operators.last(forward, eventDim);
  }

  Distribution base() {
    return base;
  }

  long[] batchShape() {
    return batchShape;
  }

  long[] eventShape() {
    return eventShape;
  }
}
