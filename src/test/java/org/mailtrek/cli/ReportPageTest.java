package org.mailtrek.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.unboundid.util.json.JSONObject;
import com.unboundid.util.json.JSONValue;
import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailtrek.lab.RequiresLab;

/** The report as a page: what it says, and how a browser shows it on a desk, on a phone and on paper. */
class ReportPageTest {

  private static final int PHONE = 390;
  /** Runs in the page: lays it out as wide as a phone, and says what reaches beyond that, what has no name, and how dark text is. */
  private static final String PROBE =
      """
      <script>document.documentElement.style.width='%1$dpx';const wide=[...document.querySelectorAll('main *')].filter(e=>e.getBoundingClientRect().right>%1$d+1).map(e=>e.tagName);
      const nameless=[...document.querySelectorAll('svg')].filter(e=>e.getAttribute('role')!='img'||!e.getAttribute('aria-label')).length;
      const headings=[...document.querySelectorAll('h1,h2,h3')].map(e=>e.tagName).join('');
      document.title='wide:'+wide.join()+' nameless:'+nameless+' tables:'+[...document.querySelectorAll('table')].every(t=>t.caption&&t.querySelectorAll('th[scope]').length>3)+' lang:'+document.documentElement.lang+' '+headings;</script>
      """.formatted(PHONE);

  @TempDir private static Path temporary;
  private static PracticeRun estate;
  private static Path page;
  private static String html;

  @BeforeAll
  static void make() throws Exception {
    estate = PracticeRun.make(temporary.resolve("acme"));
    estate.run("services", "stop", "lab1", "postfix", "zarafa-dagent", "--yes").well();
    estate.run("config", "set", "log_level", "5", "--file", "server.cfg", "--yes").well();
    estate.run("undo", "--yes").well();
    estate.run("note", "called <the> provider & \"others\"").well();
    String plan = estate.run("plan", "zcp-to-kopano", "--json").json().getFieldAsString("plan");
    estate.run("apply", plan, "--yes").well();
    estate.run("undo", "--yes").well();
    page = temporary.resolve("report.html");
    estate.run("report", "--format", "html", "-o", page.toString()).well();
    html = Files.readString(page);
  }

  @AfterAll
  static void stop() throws Exception {
    estate.close();
  }

  @Test
  void saysWhoDidWhatWhenAndWhatCanBeTakenBack() {
    String plain = html.replaceAll("<style>.*?</style>", "").replaceAll("(?s)<style>.*?</style>|<[^>]*>", " ").replaceAll("\\s+", " ");
    for (String each : List.of("Report on zcp-single", "Journal: intact, ", "Run 1: services stop", "Plan 1-", " by ", "2 changes stand, 0 left alone", "Undo takes it back, until what it kept is purged", "Steps of run 1", "lab1: zarafa-dagent",
        "Run 2: config set", "Taken back: nothing of it stands.", "Run 3: zcp-to-kopano", "Run 3: people and mail, before and after and taken back", "Run 3: directory classes, before", "Run 3: attachment sizes, before", "database: users", "up to 10 KiB", "called &lt;the&gt; provider &amp; &quot;others&quot;")) {
      assertTrue(plain.contains(each), each + " is missing in: " + plain);
    }
    assertFalse(html.contains("http:") || html.contains("https:") || html.contains(" src=") || html.contains("<script"), "the page needs something besides itself");
    assertTrue(html.contains("<svg role=\"img\" aria-label=\"When each step of run 1 was at work"), html);
  }

  @Test
  void countsBeforeAndAfterAndWhenTakenBackInEveryForm() throws Exception {
    JSONObject run = (JSONObject) estate.run("report", "--json").well().json().getFieldAsArray("runs").get(2);
    Map<String, List<Long>> counts = new TreeMap<>();
    for (JSONValue each : run.getFieldAsArray("figures")) {
      JSONObject row = (JSONObject) each;
      counts.put(row.getFieldAsString("group") + ": " + row.getFieldAsString("name"), List.of(row.getFieldAsLong("before"), row.getFieldAsLong("after"), row.getFieldAsLong("undone")));
    }
    long people = counts.get("directory classes: zarafa-user").get(0);
    assertTrue(people > 5, counts::toString);
    assertEquals(List.of(people, 0L, people), counts.get("directory classes: zarafa-user"));
    assertEquals(List.of(0L, people, 0L), counts.get("directory classes: kopano-user"));
    assertEquals(1, Set.copyOf(counts.get("people and mail: database: stores")).size());
    long attachments;
    try (Stream<Path> files = Files.walk(estate.machine("/var/lib/zarafa/attachments"))) {
      attachments = files.filter(Files::isRegularFile).count();
    }
    for (int moment : List.of(0, 1, 2)) {
      assertEquals(attachments, counts.entrySet().stream().filter(each -> each.getKey().startsWith("attachment sizes")).mapToLong(each -> each.getValue().get(moment)).sum());
    }
    String markdown = estate.run("report", "--format", "md").well().out();
    assertTrue(markdown.contains("| zarafa-user | " + people + " | 0 | " + people + " |"), markdown);
    assertTrue(estate.run("report").well().out().matches("(?s).*kopano-user +0 +" + people + " +0\n.*"));
  }

  @Test
  @RequiresLab("chromium")
  void isLaidOutForAPhoneAndNamesWhatItShows() throws Exception {
    Path probe = temporary.resolve("probe.html");
    Files.writeString(probe, html.replace("</body>", PROBE + "</body>"));
    String shown = chromium(probe, "--dump-dom");
    String title = shown.replaceAll("(?s).*<title>(.*?)</title>.*", "$1");
    assertEquals("wide: nameless:0 tables:true lang:en H1H2H2H2H3H3H3H2", title);
  }

  @Test
  @RequiresLab("chromium")
  void isDrawnOnTheScreenAndOnPaper() throws Exception {
    Path picture = Files.createDirectories(Path.of("target/report")).resolve("report.png").toAbsolutePath();
    chromium(page, "--screenshot=" + picture, "--window-size=1000,1400");
    BufferedImage image = ImageIO.read(picture.toFile());
    int bars = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        bars += (image.getRGB(x, y) & 0xffffff) == 0x1f5fa8 ? 1 : 0;
      }
    }
    assertTrue(bars > 100, bars + " points of the timeline are drawn");
    Path paper = temporary.resolve("report.pdf");
    chromium(page, "--no-pdf-header-footer", "--print-to-pdf=" + paper);
    assertTrue(new String(Files.readAllBytes(paper), StandardCharsets.ISO_8859_1).startsWith("%PDF-"));
  }

  private static String chromium(Path file, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars", "--user-data-dir=" + temporary.resolve("browser")));
    command.addAll(Stream.of(options).toList());
    command.add(file.toUri().toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("HOME", temporary.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(40, TimeUnit.SECONDS), "Chromium does not end");
    assertEquals(0, process.exitValue(), said);
    return said;
  }
}
