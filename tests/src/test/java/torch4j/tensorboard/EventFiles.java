package torch4j.tensorboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import torch4j.tensorboard.proto.EventProto.Event;

/** Reads event files, without looking at checksums: {@code SummaryWriterLiveTest} does that. */
final class EventFiles {
  private EventFiles() {}

  /** The files of a folder, in the order in which TensorBoard reads them. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The events of one file, the version first. */
  static List<Event> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] event = new byte[Math.toIntExact(bytes.getLong())];
      bytes.getInt();
      bytes.get(event);
      bytes.getInt();
      events.add(Event.parseFrom(event));
    }
    return events;
  }

  /** The events of a folder, without the versions. */
  static List<Event> all(Path folder) throws IOException {
    List<Event> events = new ArrayList<>();
    for (Path file : files(folder)) {
      List<Event> read = read(file);
      events.addAll(read.subList(1, read.size()));
    }
    return events;
  }
}
