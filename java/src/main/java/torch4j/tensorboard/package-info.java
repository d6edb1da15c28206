/**
 * Event files for TensorBoard. Same as {@code torch.utils.tensorboard}.
 *
 * <p>Begin at {@link torch4j.tensorboard.SummaryWriter}. What the files consist of is described in
 * {@code java/src/main/protobuf}; the classes of it, in {@code torch4j.tensorboard.proto}, are
 * generated.
 */
package torch4j.tensorboard;
