package torch4j.training.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium with one page, spoken to by its DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private int calls;

  /** The program; null if there is none on the path. */
  static Path program() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(
            name ->
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                    .map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst()
        .orElse(null);
  }

  Chromium(Path profile) throws IOException, InterruptedException {
    process =
        new ProcessBuilder(
                program().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .start();
    URI browser = address(process.inputReader(StandardCharsets.UTF_8));
    var drained = new Thread(() -> process.inputReader(StandardCharsets.UTF_8).lines().count());
    drained.setDaemon(true);
    drained.start();
    HttpClient client = HttpClient.newHttpClient();
    URI list = URI.create("http://" + browser.getAuthority() + "/json/list");
    JsonNode pages =
        JSON.readTree(
            client
                .send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                .body());
    URI page = URI.create(pages.get(0).get("webSocketDebuggerUrl").asText());
    socket = client.newWebSocketBuilder().buildAsync(page, new Listener()).join();
    call("Runtime.enable", Map.of());
    call("Log.enable", Map.of());
    call("Page.enable", Map.of());
  }

  private static URI address(BufferedReader output) throws IOException {
    String line = output.readLine();
    while (line != null && !line.startsWith("DevTools listening on ")) {
      line = output.readLine();
    }
    if (line == null) {
      throw new IOException("Chromium did not start");
    }
    return URI.create(line.substring(line.indexOf("ws://")));
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        received(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void received(String text) {
    JsonNode message;
    try {
      message = JSON.readTree(text);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    String method = message.path("method").asText();
    boolean error =
        method.equals("Runtime.exceptionThrown")
            || method.equals("Log.entryAdded")
            || method.equals("Runtime.consoleAPICalled");
    if (error) {
      errors.add(text);
    } else if (message.has("id")) {
      answers.add(message);
    }
  }

  /** Whatever the console has, and exceptions. */
  List<String> errors() {
    return errors;
  }

  void open(Path page) throws IOException, InterruptedException {
    call("Page.navigate", Map.of("url", page.toUri().toString()));
    waitFor("location.protocol === 'file:' && document.readyState === 'complete'");
  }

  void waitFor(String condition) throws IOException, InterruptedException {
    for (int i = 0; i < 200; i++) {
      if (evaluate(condition).asBoolean()) {
        return;
      }
      Thread.sleep(25);
    }
    throw new IllegalStateException(condition + " did not come true; " + errors);
  }

  JsonNode evaluate(String script) throws IOException, InterruptedException {
    return call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true))
        .at("/result/value");
  }

  void window(int width, int height, boolean dark) throws IOException, InterruptedException {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    String scheme = dark ? "dark" : "light";
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void mouse(String type, double x, double y) throws IOException, InterruptedException {
    boolean pressed = type.equals("mousePressed") || type.equals("mouseReleased");
    call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type", type,
            "x", x,
            "y", y,
            "button", pressed ? "left" : "none",
            "clickCount", pressed ? 1 : 0));
  }

  void screenshot(Path png) throws IOException, InterruptedException {
    JsonNode image =
        call("Page.captureScreenshot", Map.of("captureBeyondViewport", true)).get("data");
    Files.write(png, Base64.getDecoder().decode(image.asText()));
  }

  private JsonNode call(String method, Map<String, Object> params)
      throws IOException, InterruptedException {
    int id = ++calls;
    socket
        .sendText(
            JSON.writeValueAsString(Map.of("id", id, "method", method, "params", params)), true)
        .join();
    while (true) {
      JsonNode answer = answers.poll(20, TimeUnit.SECONDS);
      if (answer == null || answer.has("error")) {
        throw new IOException(method + ": " + answer);
      }
      if (answer.get("id").asInt() == id) {
        return answer.get("result");
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
  }
}
