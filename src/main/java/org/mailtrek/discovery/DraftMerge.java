package org.mailtrek.discovery;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateEditor;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.TrekException;

/** Works what was found into an {@code estate.yaml} that is there: values that differ and keys that are missing; nothing is taken away. */
public final class DraftMerge {

  private final Path file;
  private final String text;
  private final EstateDraft draft;

  /** Takes the text of a file, and what it should say. */
  public DraftMerge(Path file, String text, EstateDraft draft) {
    this.file = file;
    this.text = text;
    this.draft = draft;
  }

  /**
   * Returns the text with these differences worked in; lines that they don't concern stay as they are.
   *
   * @throws TrekException of kind {@code ESTATE} when the text has a form that can't be changed by program
   */
  public String with(List<Difference> differences) throws TrekException {
    Declaration before = EstateFile.parse(file, text);
    EstateEditor editor = new EstateEditor(file, text);
    Map<String, Setting> settings = draft.settings();
    DraftText words = new DraftText(draft);
    List<Difference> wanted = new ArrayList<>(differences.stream().filter(Difference::wanted).toList());
    if (before.directory().isEmpty() && wanted.removeIf(each -> each.key().startsWith("directory.")) && DraftText.known(draft.directory(), "url") && DraftText.known(draft.directory(), "base")) {
      editor.append(String.join("\n", words.directory()) + "\n");
    }
    for (Map.Entry<String, List<Setting>> each : draft.products().entrySet()) {
      String prefix = "products." + each.getKey() + ".";
      if (before.product(each.getKey()).isEmpty() && wanted.removeIf(one -> one.key().startsWith(prefix)) && DraftText.complete(each.getValue())) {
        product(editor, words.product(each.getKey(), each.getValue()));
      } else if (before.product(each.getKey()).isPresent() && before.product(each.getKey()).get().database().isEmpty()) {
        database(editor, each.getKey(), each.getValue(), wanted);
      }
    }
    for (Difference each : wanted) {
      set(editor, each.key(), settings.get(each.key()));
    }
    EstateFile.parse(file, editor.text());
    return editor.text();
  }

  private static void product(EstateEditor editor, List<String> lines) throws TrekException {
    if (editor.has("products")) {
      editor.addProduct(lines);
    } else {
      editor.append("products:\n  - " + String.join("\n    ", lines) + "\n");
    }
  }

  private static void database(EstateEditor editor, String host, List<Setting> settings, List<Difference> wanted) throws TrekException {
    wanted.removeIf(each -> each.key().startsWith("products." + host + ".database."));
    Map<String, Setting> fields = new LinkedHashMap<>();
    settings.stream().filter(each -> each.key().startsWith("database.")).forEach(each -> fields.put(each.key().substring("database.".length()), each));
    if (DraftText.known(settings, "database.url") && DraftText.known(settings, "database.user")) {
      editor.set(List.of("products", host, "database"), DraftText.databaseValue(fields), DraftText.clean(fields.get("url").origin()));
    }
  }

  private void set(EstateEditor editor, String key, Setting setting) throws TrekException {
    List<String> path = path(key);
    String value = DraftText.value(setting);
    boolean newStore = setting.key().equals("attachments.path") && EstateFile.parse(file, text).product(path.get(1)).flatMap(each -> each.places().attachments()).isEmpty();
    if (newStore) {
      path = path.subList(0, 3);
      value = "{ path: " + value + " }";
    }
    editor.set(path, value, DraftText.clean(setting.origin()));
  }

  /** Splits a key; a host's name may hold dots. */
  private List<String> path(String key) {
    List<String> path = new ArrayList<>();
    for (String host : draft.products().keySet()) {
      String prefix = "products." + host + ".";
      if (key.startsWith(prefix) && path.isEmpty()) {
        path.addAll(List.of("products", host));
        path.addAll(List.of(key.substring(prefix.length()).split("\\.")));
      }
    }
    return path.isEmpty() ? List.of(key.split("\\.")) : path;
  }
}
