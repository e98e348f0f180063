package org.mailtrek.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.mailtrek.engine.Plan;
import org.mailtrek.engine.Snapshot;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.estate.View;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Macro;
import org.mailtrek.macro.MacroLanguage;
import org.mailtrek.macro.Outside;

/** What macros have of a session. */
public record MacroOutside(Session session) implements Outside {

  @Override
  public List<Configured> configured(View view) throws TrekException {
    return EstateConfig.places(view, declared()).stream().map(each -> new Configured(each.host(), each.folder(), each.release())).toList();
  }

  @Override
  public Declaration declared() throws TrekException {
    return EstateFile.read(session.folder());
  }

  @Override
  public List<Plan> plans() throws TrekException {
    return session.engine().plans().list();
  }

  @Override
  public List<Snapshot> snapshots() throws TrekException {
    return session.engine().snapshots().list();
  }

  @Override
  public View other(String folder) throws TrekException {
    return session.other(session.path(folder)).estate().view();
  }

  @Override
  public Optional<String> ask(String question) throws TrekException {
    return session.talk().asks() ? session.talk().ask(question) : Optional.empty();
  }

  @Override
  public Optional<Path> cache() {
    return session.estateFolder().map(folder -> folder.resolve(Macro.FOLDER).resolve(".compiled"));
  }

  @Override
  public MacroLanguage language() {
    return session.language();
  }
}
