package org.mailtrek.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** zypper, of SUSE; its answers are XML. */
final class Zypper implements RpmSolver {

  private static final HostPath LOCKS = HostPath.of("/etc/zypp/locks");

  /** Words: the folder, packages. */
  private static final String FETCH =
      """
      kept=$1; shift
      mkdir -p -- "$kept" && chmod 700 "$kept" && new=$(mktemp -d "$kept/fetch.XXXXXX") || exit
      zypper --non-interactive --no-refresh --pkg-cache-dir "$new" install --force --oldpackage --no-recommends --download-only -- "$@" || { code=$?; rm -rf -- "$new"; exit $code; }
      find "$new" -name '*.rpm' | while IFS= read -r file; do sync "$file" && mv -f -- "$file" "$kept" || exit; done || code=$?
      rm -rf -- "$new"; exit ${code:-0}
      """;

  private final Programs programs;
  private final FilesView files;

  Zypper(Programs programs, FilesView files) {
    this.programs = programs;
    this.files = files;
  }

  @Override
  public Stream<String> versions(String name) throws TrekException {
    return solvables("search", "--details", "--match-exact", "--type", "package", "--", name).stream()
        .filter(each -> each.getAttribute("name").equals(name) && !each.getAttribute("repository").startsWith("("))
        .map(each -> RpmStore.plain(each.getAttribute("edition")) + "." + each.getAttribute("arch"))
        .distinct();
  }

  @Override
  public Stream<String> names() throws TrekException {
    return solvables("search", "--details", "--type", "package").stream().filter(each -> !each.getAttribute("repository").startsWith("(")).map(each -> each.getAttribute("name")).distinct();
  }

  private List<Element> solvables(String... words) throws TrekException {
    return elements(asked(List.of(words)), "solvable");
  }

  private Programs.Ended asked(List<String> words) throws TrekException {
    List<String> line = new ArrayList<>(List.of("zypper", "--non-interactive", "--no-refresh", "--xmlout"));
    line.addAll(words);
    return programs.with("ZYPP_LOCK_TIMEOUT", "60").run(new byte[0], line);
  }

  @Override
  public void fetch(List<String> wanted, HostPath folder) throws TrekException {
    List<String> line = new ArrayList<>(List.of("sh", "-c", FETCH, "sh", programs.word(folder)));
    wanted.forEach(each -> line.add(each.substring(0, each.indexOf('=') + 1) + RpmVersions.withoutArchitecture(each.substring(each.indexOf('=') + 1))));
    Programs.Ended ended = programs.run(new byte[0], line);
    if (!ended.ok()) {
      throw PackageTrouble.of(programs.host(), "zypper", ended);
    }
  }

  @Override
  public List<PackagesView.Exchange> simulate(List<Wish> wishes) throws TrekException {
    List<String> words = new ArrayList<>(List.of("install", "--dry-run", "--oldpackage", "--force-resolution", "--allow-unsigned-rpm", "--"));
    for (Wish each : wishes) {
      String version = each.exchange().after().map(RpmVersions::withoutArchitecture).orElse("");
      words.add(each.removes() ? "!" + each.exchange().name() : each.archive().isEmpty() ? each.exchange().name() + "=" + version : each.archive());
    }
    Programs.Ended ended = asked(words);
    List<PackagesView.Exchange> found = new ArrayList<>();
    for (Element each : elements(ended, "solvable")) {
      String act = each.getParentNode().getNodeName();
      if (each.getAttribute("type").equals("package") && act.startsWith("to-")) {
        found.add(exchange(each, act));
      }
    }
    if (found.isEmpty() && !ended.ok() || ended.code() == 4) {
      throw impossible(ended);
    }
    return found;
  }

  private static PackagesView.Exchange exchange(Element solvable, String act) {
    String version = RpmStore.plain(solvable.getAttribute("edition")) + "." + solvable.getAttribute("arch");
    String old = RpmStore.plain(solvable.getAttribute("edition-old"));
    String architecture = solvable.getAttribute("arch-old").isEmpty() ? solvable.getAttribute("arch") : solvable.getAttribute("arch-old");
    Optional<String> before = old.isEmpty() ? Optional.empty() : Optional.of(old + "." + architecture);
    return act.equals("to-remove")
        ? new PackagesView.Exchange(solvable.getAttribute("name"), Optional.of(version), Optional.empty())
        : new PackagesView.Exchange(solvable.getAttribute("name"), before, Optional.of(version));
  }

  private TrekException impossible(Programs.Ended ended) throws TrekException {
    List<String> why = new ArrayList<>();
    for (String name : List.of("message", "description")) {
      for (Element each : elements(ended, name)) {
        if (name.equals("description") || each.getAttribute("type").equals("error")) {
          why.add(each.getTextContent().strip());
        }
      }
    }
    Programs.Ended words = new Programs.Ended(ended.code(), new byte[0], why.isEmpty() ? ended.err() : String.join("\n", why));
    TrekException trouble = PackageTrouble.of(programs.host(), "zypper", words);
    return trouble.kind() != TrekException.Kind.FAILED ? trouble
        : TrekException.at(programs.host()).kind(TrekException.Kind.REFUSED)
            .found("zypper can't do it: " + PackageTrouble.words(words.err()))
            .next("add what is missing, or a repository that has it; where the machine knows of none yet: zypper refresh on " + programs.host());
  }

  private List<Element> elements(Programs.Ended ended, String name) throws TrekException {
    List<Element> found = new ArrayList<>();
    if (ended.out().length == 0) {
      return found;
    }
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Document document = factory.newDocumentBuilder().parse(new ByteArrayInputStream(ended.text().strip().getBytes(StandardCharsets.UTF_8)));
      NodeList all = document.getElementsByTagName(name);
      for (int i = 0; i < all.getLength(); i++) {
        found.add((Element) all.item(i));
      }
      return found;
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw TrekException.at(programs.host()).found("zypper's answer can't be read: " + e.getMessage()).because(e).next("zypper --xmlout search on " + programs.host());
    }
  }

  @Override
  public Set<String> held() throws TrekException {
    Set<String> held = new TreeSet<>();
    if (files.stat(LOCKS).isPresent()) {
      new String(files.readAll(LOCKS), StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("solvable_name:")).forEach(line -> held.add(line.substring(line.indexOf(':') + 1).strip()));
    }
    return held;
  }

  @Override
  public Optional<RepositoryTool> repositories(HostPath kept) {
    return Optional.of(new ZypperRepositories(programs, kept));
  }
}
