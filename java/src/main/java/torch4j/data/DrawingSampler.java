package torch4j.data;

import torch4j.Generator;

/** A sampler of ours that draws from a generator, which a loader's state has to include. */
interface DrawingSampler extends Sampler {
  /** The generator; null for the default one. */
  Generator generator();
}
