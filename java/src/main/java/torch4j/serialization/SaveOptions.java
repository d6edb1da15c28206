package torch4j.serialization;

import torch4j.processor.Withers;

/**
 * Options of saving a file.
 *
 * @param durable whether to wait until the file is on the disk ({@code fsync}), which {@code
 *     torch.save} does not. Without it a crash of the process still leaves either the old or the
 *     new file, but a crash of the machine may not
 */
@Withers
public record SaveOptions(boolean durable) implements SaveOptionsWithers {}
