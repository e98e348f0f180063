package org.mailtrek.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.directory.DirectorySteps;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.View;
import org.mailtrek.host.Digests;
import org.mailtrek.host.TrekException;

/** Brings an LDIF file into the directory. */
public final class LdapImport implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("FILE", "LDIF: entries, or change records", Offers.files())
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("ldap import people.ldif --plan", "which entries would be added or changed")
        .example("ldap import people.ldif --yes", "without asking; undo takes exactly that back")
        .see("ldap export", "ldap search", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Path file = call.session().path(call.words().get(0)).toAbsolutePath().normalize();
    Map<String, String> options = new LinkedHashMap<>();
    options.put("file", file.toString());
    options.put("digest", digest(file));
    return new Acting(call).runbook("ldap import", options);
  }

  /**
   * Returns the runbook.
   *
   * @param guards protect entries on which a mail server stands
   */
  public static Runbook runbook(List<Guard> guards) {
    Runbook.Option file = new Runbook.Option("file", "the LDIF file", List.of(), Optional.empty());
    Runbook.Option digest = new Runbook.Option("digest", "what it held when it was planned", List.of(), Optional.empty());
    return new Importing("ldap import", "Import LDIF into the directory", List.of(file, digest), guards);
  }

  /** The runbook of one step. */
  private record Importing(String name, String title, List<Option> options, List<Guard> protection) implements Runbook {

    @Override
    public List<Step> steps(View view, Map<String, String> given) throws TrekException {
      Path file = Path.of(given.get("file"));
      return List.of(DirectorySteps.importing(file.toString(), () -> unchanged(file, given.get("digest")), view, protection));
    }
  }

  private static InputStream unchanged(Path file, String digest) throws TrekException {
    if (!digest(file).equals(digest)) {
      throw TrekException.at(file).kind(TrekException.Kind.REFUSED).found("was changed since the import was planned").next("ldap import " + file + " again; or undo");
    }
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static String digest(Path file) throws TrekException {
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), Digests.start())) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(((DigestInputStream) in).getMessageDigest().digest());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static TrekException unreadable(Path file, IOException e) {
    return TrekException.at(file).found(Files.exists(file) ? "can't be read: " + e.getMessage() : "there is no such file").because(e).next("check the path");
  }
}
