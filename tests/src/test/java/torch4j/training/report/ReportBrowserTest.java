package torch4j.training.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torch4j.training.History;

/**
 * The report in headless Chromium, where there is one. Screenshots are kept in the folder that the
 * environment variable {@code TORCH4J_SCREENSHOTS} names.
 */
final class ReportBrowserTest {
  private static final String SCREENSHOTS = System.getenv("TORCH4J_SCREENSHOTS");

  @TempDir static Path profile;
  private static Chromium browser;

  private final History history = Runs.full(2);
  @TempDir Path folder;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    assumeTrue(Chromium.program() != null, "no chromium on the path; Debian's package is chromium");
    browser = new Chromium(profile);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void consoleIsEmpty() {
    assertEquals(List.of(), browser.errors());
  }

  private void open(int width, boolean dark) throws IOException, InterruptedException {
    browser.window(width, 1000, dark);
    browser.open(folder.resolve("index.html"));
    browser.waitFor("document.querySelectorAll('.u-wrap').length > 0");
  }

  private static void screenshot(String name) throws IOException, InterruptedException {
    if (SCREENSHOTS != null) {
      Files.createDirectories(Path.of(SCREENSHOTS));
      browser.screenshot(Path.of(SCREENSHOTS, name + ".png"));
    }
  }

  @Test
  void page_hasTheFiguresOfTheHistory() throws IOException, InterruptedException {
    history.report(folder);
    open(1400, false);
    browser.evaluate("document.querySelector('details').open = true");
    browser.waitFor("document.querySelector('details table') !== null");
    JsonNode cells =
        browser.evaluate(
            "[...document.querySelectorAll('details tr')]"
                + ".map(row => [...row.children].map(cell => cell.textContent))");

    List<String> names = new ArrayList<>(history.names());
    for (int i = 0; i < names.size(); i++) {
      assertEquals(names.get(i), cells.get(0).get(3 + i).asText());
      for (int epoch = 0; epoch < 12; epoch++) {
        Double value = history.epochs().get(epoch).values().get(names.get(i));
        String shown = cells.get(1 + epoch).get(3 + i).asText();
        assertEquals(value, shown.isEmpty() ? null : Double.valueOf(shown));
      }
    }
    assertEquals(
        "44", browser.evaluate("document.querySelectorAll('.matrix td')[4].textContent").asText());
    assertTrue(
        browser
            .evaluate("document.querySelector('#settings').textContent")
            .asText()
            .contains("Sequential <img src=x onerror=alert(1)>"));
    screenshot("light");
  }

  @Test
  void chart_showsTheValueUnderTheMouse() throws IOException, InterruptedException {
    history.report(folder);
    open(1400, false);
    hover(0.5);

    int epoch = Integer.parseInt(legend(0).asText());
    assertEquals(String.format("%.6g", history.get("train_loss").get(epoch)), sixDigits(legend(1)));
    assertEquals(String.format("%.6g", history.get("val_loss").get(epoch)), sixDigits(legend(2)));

    hover(5 / 11.0);
    assertEquals("5", legend(0).asText());
    assertEquals("–", legend(1).asText(), "NaN is a gap");
  }

  private static String sixDigits(JsonNode shown) {
    return String.format("%.6g", shown.asDouble());
  }

  private static void hover(double part) throws IOException, InterruptedException {
    JsonNode box = box();
    double y = box.get("y").asDouble() + 100;
    browser.mouse("mouseMoved", box.get("x").asDouble() + 1, y);
    browser.mouse(
        "mouseMoved", box.get("x").asDouble() + box.get("width").asDouble() * part + 1, y);
    Thread.sleep(100); // it is drawn in the next frame
  }

  private static JsonNode box() throws IOException, InterruptedException {
    return browser.evaluate(
        "(({x, y, width}) => ({x, y, width}))(document.querySelector('.u-over')"
            + ".getBoundingClientRect())");
  }

  private static JsonNode legend(int line) throws IOException, InterruptedException {
    return browser.evaluate(
        "document.querySelector('.u-legend').querySelectorAll('.u-value')["
            + line
            + "].textContent");
  }

  private static JsonNode axis(int axis) throws IOException, InterruptedException {
    return browser.evaluate("torch4jCharts[0].plot.scales." + (axis == 0 ? "x" : "y"));
  }

  @Test
  void chart_zoomsAndHasALogarithmicAxis() throws IOException, InterruptedException {
    history.report(folder);
    open(1400, true);
    JsonNode box = box();
    double left = box.get("x").asDouble();
    double width = box.get("width").asDouble();
    double y = box.get("y").asDouble() + 50;
    browser.mouse("mouseMoved", left + width * 0.25, y);
    browser.mouse("mousePressed", left + width * 0.25, y);
    browser.mouse("mouseMoved", left + width * 0.5, y);
    browser.mouse("mouseReleased", left + width * 0.5, y);
    Thread.sleep(100);
    assertEquals(2.75, axis(0).get("min").asDouble(), 0.2);
    assertEquals(5.5, axis(0).get("max").asDouble(), 0.2);

    browser.evaluate("document.querySelector('button').click()");
    assertEquals(3, axis(1).get("distr").asInt(), "logarithmic");
    assertEquals(5.5, axis(0).get("max").asDouble(), 0.2);
    browser.evaluate("document.querySelectorAll('button')[1].click()");
    Thread.sleep(100);
    assertEquals(11, axis(0).get("max").asDouble(), 0.2);
    screenshot("dark");
  }

  @Test
  void severalRuns_atPhoneWidth_fit() throws IOException, InterruptedException {
    Map<String, History> runs = new LinkedHashMap<>();
    runs.put("a run with a long name, lr 1e-3, batch 64, weight decay 1e-2", Runs.full(1));
    runs.put("b", history);
    History.report(folder, runs);
    open(390, false);

    assertEquals(390, browser.evaluate("document.documentElement.scrollWidth").asInt());
    int plot = browser.evaluate("document.querySelector('.u-over').clientWidth").asInt();
    assertTrue(plot > 220, "the plot is " + plot + " wide");
    screenshot("phone");
  }

  @Test
  void pageOfARunThatTrains_reloadsItselfUntilTheEnd() throws IOException, InterruptedException {
    history.reportTraining(folder);
    Path page = folder.resolve("index.html");
    String fast =
        Files.readString(page).replace("\"seconds\":5,\"written\"", "\"seconds\":0.1,\"written\"");
    assertNotEquals(fast, Files.readString(page));
    Files.writeString(page, fast);
    open(800, false);
    assertTrue(status().startsWith("Training"));

    history.report(folder);
    browser.waitFor(
        "document.getElementById('status')?.textContent.startsWith('Finished') ?? false");
  }

  private static String status() throws IOException, InterruptedException {
    return browser.evaluate("document.getElementById('status').textContent").asText();
  }
}
