package torch4j.samples.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import torch4j.samples.SampleException;

/** A worker process, which waits for its next line while the other sides run. */
final class WorkerSide implements Side {
  private static final long END_SECONDS = 10;

  private final Language language;
  private final Process process;
  private final BufferedWriter toWorker;
  private final BufferedReader fromWorker;
  private final ObjectMapper json = new ObjectMapper();

  WorkerSide(Language language, ProcessBuilder worker) {
    this.language = language;
    try {
      process = worker.start();
    } catch (IOException e) {
      throw new SampleException(
          language + ": " + worker.command() + " cannot be run: " + e.getMessage());
    }
    toWorker = process.outputWriter();
    fromWorker = process.inputReader();
  }

  @Override
  public Block run(Request request) {
    String answer = null;
    try {
      toWorker.write(json.writeValueAsString(request));
      toWorker.newLine();
      toWorker.flush();
      answer = fromWorker.readLine();
      if (answer == null) {
        throw new SampleException(language + ": the worker ended in row " + request.row());
      }
      return json.readValue(answer, Block.class);
    } catch (JsonProcessingException e) {
      throw new SampleException(
          language + ": got \"" + answer + "\" in row " + request.row() + ", expected an answer");
    } catch (IOException e) {
      throw new SampleException(language + ": the worker is gone, in row " + request.row());
    }
  }

  @Override
  public void close() {
    try {
      toWorker.close(); // a worker ends when its input does
      if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly(); // it died before, and that has been reported
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
