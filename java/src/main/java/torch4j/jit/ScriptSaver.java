package torch4j.jit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Map;
import torch4j.TorchException;
import torch4j.internal.AtomicFile;
import torch4j.internal.FileFailure;
import torch4j.internal.Require;

/** Saves a module to a file, atomically, or to a stream. */
final class ScriptSaver {
  private final ScriptHandle module;
  private final ExtraFiles extraFiles;

  ScriptSaver(ScriptHandle module, Map<String, byte[]> extraFiles) {
    this.module = module;
    this.extraFiles = ExtraFiles.toWrite(extraFiles);
  }

  void save(Path path) {
    Require.nonNull(path, "path", "a path");
    try (var file = new AtomicFile(path)) {
      write(file.channel(), path);
      file.commit(true);
    } catch (IOException e) {
      throw FileFailure.writing(path, e);
    }
  }

  void save(OutputStream out) {
    Require.nonNull(out, "out", "a stream");
    try {
      write(Channels.newChannel(out), FileFailure.STREAM);
      out.flush();
    } catch (IOException e) {
      throw FileFailure.writingStream(e);
    }
  }

  private void write(WritableByteChannel out, Object name) throws IOException {
    try {
      module.save(out, extraFiles);
    } catch (TorchException e) {
      throw new TorchException(name + ": LibTorch cannot write it: " + e.getMessage(), e);
    }
  }
}
