package torch4j.nn.functional;

/** The part of {@link F} for images: padding, resizing, sampling, folding. */
abstract class VisionFunctions extends PoolFunctions {
  VisionFunctions() {}
}
