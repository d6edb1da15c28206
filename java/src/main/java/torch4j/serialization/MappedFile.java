package torch4j.serialization;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import torch4j.DType;
import torch4j.Tensor;
import torch4j.internal.LibTorchErrors;
import torch4j.internal.Unscoped;

/**
 * Maps files into memory as {@code torch.load(mmap=True)} does: privately, so that writing to a
 * tensor changes memory and not the file. LibTorch owns the mapping, and each storage in it keeps
 * it alive.
 */
final class MappedFile {
  private MappedFile() {}

  /** A uint8 tensor over a mapped file, which belongs to no scope. */
  static Tensor of(Path path) throws IOException {
    long size = Files.size(path);
    if (size == 0) {
      throw InvalidFileException.of("file", "no bytes", "a non-empty file");
    }
    try {
      return Unscoped.make(
          () -> {
            try (var options = new TensorOptions(DType.uint8.unwrap());
                var shared = new BoolOptional(false);
                var bytes = new LongOptional(size)) {
              return Tensor.wrap(torch.torch_from_file(path.toString(), shared, bytes, options));
            }
          });
    } catch (RuntimeException e) {
      if (LibTorchErrors.isLibTorchError(e)) {
        throw new IOException(LibTorchErrors.message(e), e);
      }
      throw e;
    }
  }

  /** A uint8 tensor with a storage of its own over a part of a mapped file, without a copy. */
  static Tensor slice(Tensor file, long offset, long bytes) {
    var part = Tensor.wrap(new org.bytedeco.pytorch.Tensor());
    NativeStorage.slice(file.unwrap().address(), offset, bytes, part.unwrap().address());
    return part;
  }
}
