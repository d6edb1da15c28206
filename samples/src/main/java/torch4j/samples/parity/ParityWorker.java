package torch4j.samples.parity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import torch4j.Torch;

/** The Java side, a process of its own: prints the losses of each case as JSON, one case a line. */
final class ParityWorker {
  private ParityWorker() {}

  /** Trains all cases. */
  public static void main(String[] arguments) throws JsonProcessingException {
    Torch.init();
    var json = new ObjectMapper();
    for (var entry : Cases.all().entrySet()) {
      System.out.println(
          json.writeValueAsString(new Losses(entry.getKey(), entry.getValue().get().run())));
    }
  }
}
