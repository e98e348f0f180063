package org.mailtrek.check;

import com.unboundid.util.json.JSONException;
import com.unboundid.util.json.JSONField;
import com.unboundid.util.json.JSONObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.mailtrek.engine.Backups;
import org.mailtrek.engine.Keep;
import org.mailtrek.engine.StepLike;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.JsonText;
import org.mailtrek.host.TestMailbox;
import org.mailtrek.host.TrekException;

/** Which ways to the mailbox for tests were open before a migration began, kept with the step that stops mail, for the comparison afterwards (K12). */
public final class SignInRecord {

  private static final String FILE = "sign-in.json";

  private SignInRecord() {}

  /**
   * Lets a step try them before it changes anything, and keep what came out; where no mailbox for tests is declared, the step is as it was.
   *
   * @throws TrekException when the mailbox's password can't be had
   */
  public static Step before(View view, Step step) throws TrekException {
    return view.probe().isPresent() ? new Recorded(step) : step;
  }

  /**
   * Returns what was found before the last migration, by the name of the way; empty where nothing was kept.
   *
   * @throws TrekException when what was kept can't be read
   */
  public static SortedMap<String, Boolean> last(Backups backups) throws TrekException {
    Optional<Backups.Backup> kept = backups.list().stream().filter(each -> each.files().stream().anyMatch(file -> file.path().equals(FILE))).max(Comparator.comparingLong(Backups.Backup::run));
    SortedMap<String, Boolean> found = new TreeMap<>();
    if (kept.isPresent()) {
      Backups.Item item = kept.get().files().stream().filter(file -> file.path().equals(FILE)).findFirst().orElseThrow();
      try (InputStream in = backups.open(kept.get().name(), item)) {
        JSONObject form = JsonText.object(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        form.getFields().keySet().forEach(name -> found.put(name, Boolean.TRUE.equals(form.getFieldAsBoolean(name))));
      } catch (IOException | JSONException e) {
        throw TrekException.at("backup " + kept.get().name()).found(FILE + " can't be read: " + e.getMessage()).because(e).next("backup verify " + kept.get().name());
      }
    }
    return found;
  }

  /** A step that tries them first. */
  static final class Recorded extends StepLike {

    Recorded(Step step) {
      super(step);
    }

    @Override
    public boolean keeps() {
      return true;
    }

    @Override
    public void keep(View view, Keep keep) throws TrekException {
      super.keep(view, keep);
      Optional<TestMailbox> mailbox = view.probe();
      if (mailbox.isPresent()) {
        List<JSONField> fields = new ArrayList<>();
        for (Map.Entry<String, SignInProbe.Found> each : new SignInProbe(mailbox.get()).all().entrySet()) {
          fields.add(new JSONField(each.getKey(), each.getValue().open()));
        }
        byte[] text = new JSONObject(fields.toArray(JSONField[]::new)).toSingleLineString().getBytes(StandardCharsets.UTF_8);
        keep.file(FILE, out -> out.write(text));
      }
    }
  }
}
