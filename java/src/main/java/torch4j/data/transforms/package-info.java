/**
 * Transforms of images and of batches: {@code torchvision.transforms.v2}, on tensors.
 *
 * <pre>{@code
 * Transform augment =
 *     new Compose(
 *         new RandomCrop(32, RandomCrop.options().padding(4)),
 *         new RandomHorizontalFlip(),
 *         new ToDtype(DType.float32, true),
 *         new Normalize(new double[] {0.49, 0.48, 0.45}, new double[] {0.25, 0.24, 0.26}));
 * Tensor x = augment.apply(image); // [..., C, H, W]
 * }</pre>
 *
 * <p>Random parameters are drawn as torchvision draws them: the same seed gives the same images.
 * They come from the default generator, in a worker of a DataLoader from the worker's, or from one
 * that is given. Transforms hold no state and may be used by several threads. A result may share
 * memory with the input, as in Python.
 */
package torch4j.data.transforms;
