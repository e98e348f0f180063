package org.mailtrek.command;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.unboundid.ldap.sdk.Attribute;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.mailtrek.config.ByteText;
import org.mailtrek.config.Verdict;
import org.mailtrek.engine.change.AddEntry;
import org.mailtrek.engine.change.Bytes;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.DeleteEntry;
import org.mailtrek.engine.change.Entries;
import org.mailtrek.engine.change.EntryChange;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.ValueChange;
import org.mailtrek.host.Secret;
import org.mailtrek.host.TrekException;

/** What changes make different, place by place: directives of files, values of entries. Of a change of another kind it is said what it does. */
final class Differences {

  private static final int COMPARED_AT_MOST = 1 << 20;

  private static final Pattern WITHIN = Pattern.compile("(?i)\\b(credentials|bindpw|secret|passw\\w*)=(\"[^\"]*\"|\\S+)");
  private static final Pattern NAMED = Pattern.compile("(\\s*[#;!]*\\s*([\\w.-]+)\\s*(?:[=:]|\\s)\\s*)\\S.*");

  private final List<Hunk> hunks = new ArrayList<>();
  private final List<String> others = new ArrayList<>();
  private final long most;
  private long more;

  /**
   * Makes none yet.
   *
   * @param most more places are counted, not kept
   */
  Differences(long most) {
    this.most = most;
  }

  /** Returns what a file holds before a change; empty where that is not at hand. */
  @FunctionalInterface
  interface Before {
    Optional<InputStream> of(FileContent change) throws TrekException;
  }

  /** Takes a change. */
  void take(Change change, Before before) throws TrekException {
    if (change instanceof Entries entries) {
      entries.entries().forEach(this::entry);
    } else if (!(change instanceof FileContent file) || !file(file, before)) {
      others.add(change.describe());
    }
  }

  /** Takes a sentence about what has no lines. */
  void say(String sentence) {
    others.add(sentence);
  }

  List<Hunk> hunks() {
    return List.copyOf(hunks);
  }

  /** Returns sentences about changes that are none of lines. */
  List<String> others() {
    return List.copyOf(others);
  }

  /** Returns how many places are not kept. */
  long more() {
    return more;
  }

  private void add(Hunk hunk) {
    if (hunks.size() < most) {
      hunks.add(hunk);
    } else {
      more++;
    }
  }

  private void entry(EntryChange each) {
    List<String> removed = new ArrayList<>();
    List<String> added = new ArrayList<>();
    String header = each.newDn().equals(each.dn()) ? each.dn() : each.dn() + " -> " + each.newDn();
    for (ValueChange values : each.changes()) {
      values.removed().forEach(value -> removed.add(line(values.attribute(), value)));
      values.added().forEach(value -> added.add(line(values.attribute(), value)));
    }
    if (each instanceof AddEntry add) {
      add.entry().getAttributes().forEach(attribute -> lines(attribute, added));
      header += " (comes)";
    } else if (each instanceof DeleteEntry delete) {
      delete.entry().getAttributes().forEach(attribute -> lines(attribute, removed));
      header += " (goes)";
    }
    add(new Hunk(Hunk.DIRECTORY, header, removed, added));
  }

  private static void lines(Attribute attribute, List<String> to) {
    for (byte[] value : attribute.getValueByteArrays()) {
      to.add(line(attribute.getName(), Bytes.of(value)));
    }
  }

  /** Returns a value; of one that holds settings, such as olcSyncrepl, those that are secrets are masked. */
  private static String line(String attribute, Bytes value) {
    String shown = LdapSearch.secret(attribute) ? Secret.MASK : value.text().filter(text -> text.chars().noneMatch(Character::isISOControl)).orElse("(" + value + ")");
    return attribute + ": " + WITHIN.matcher(shown).replaceAll("$1=" + Matcher.quoteReplacement(Secret.MASK));
  }

  private boolean file(FileContent change, Before before) throws TrekException {
    Optional<String> old = change.before().isEmpty() ? Optional.of("") : text(before.of(change));
    Optional<String> fresh = text(change.content().shown());
    if (old.isEmpty() || fresh.isEmpty() || old.equals(fresh)) {
      return false;
    }
    String object = change.host() + ":" + change.path();
    for (AbstractDelta<String> delta : DiffUtils.diff(old.get().lines().toList(), fresh.get().lines().toList()).getDeltas()) {
      List<String> removed = delta.getSource().getLines();
      List<String> added = delta.getTarget().getLines();
      add(new Hunk(object, header(removed, added, delta.getTarget().getPosition() + 1), removed.stream().map(Differences::masked).toList(), added.stream().map(Differences::masked).toList()));
    }
    return true;
  }

  /** Reads a text of moderate length; empty where it is none. */
  private static Optional<String> text(Optional<InputStream> from) throws TrekException {
    if (from.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = from.get()) {
      byte[] bytes = in.readNBytes(COMPARED_AT_MOST + 1);
      String text = ByteText.show(new String(bytes, StandardCharsets.ISO_8859_1));
      boolean binary = text.indexOf('\0') >= 0 || text.contains("PRIVATE KEY");
      return bytes.length > COMPARED_AT_MOST || binary ? Optional.empty() : Optional.of(text);
    } catch (IOException e) {
      throw TrekException.at("file").found("can't be read: " + e.getMessage()).because(e).next("check the disk");
    }
  }

  private static String header(List<String> removed, List<String> added, int place) {
    List<String> all = new ArrayList<>(removed);
    all.addAll(added);
    List<String> names = all.stream().filter(each -> !Hunk.comment(each)).map(Differences::directive).distinct().toList();
    return names.isEmpty() ? "line " + place : names.size() == 1 ? names.get(0) : names.get(0) + " and " + (names.size() - 1) + " more";
  }

  private static String directive(String line) {
    String name = line.strip().split("[\\s=:]+", 2)[0];
    return name.isEmpty() ? line.strip() : name;
  }

  /** Returns a line, its value masked where the directive's is a secret, also in a comment. */
  private static String masked(String line) {
    Matcher named = NAMED.matcher(line);
    if (named.matches() && (Verdict.secret(named.group(2)) || named.group(2).matches("(?i)rootpw|credentials?|.*token.*"))) {
      return named.group(1) + Secret.MASK;
    }
    return SecretWords.masked(line);
  }
}
