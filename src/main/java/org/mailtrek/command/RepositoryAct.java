package org.mailtrek.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.engine.Runbook;
import org.mailtrek.estate.OpenedEstate;
import org.mailtrek.host.TrekException;
import org.mailtrek.system.SystemSteps;

/** Sets up a repository that is declared in {@code estate.yaml} on its host. */
public final class RepositoryAct implements Command {

  private static final String NAME = "packages repository";

  RepositoryAct() {}

  /** Returns the runbook behind it, which the engine must know to resume it and to take it back. */
  public static Runbook runbook(OpenedEstate estate) {
    Runbook.Option name = new Runbook.Option("name", "the repository", List.of(), Optional.empty());
    return new SingleStep(NAME, "Set up a repository of packages", List.of(name), given -> {
      String repository = given.get("name");
      String host = estate.declaration().repositories().containsKey(repository) ? estate.declaration().repositories().get(repository).host() : estate.repository(repository).name();
      return List.of(SystemSteps.repository(host, repository, () -> estate.repository(repository)));
    });
  }

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("REPOSITORY", "the name that it has in estate.yaml, under repositories", (session, typed) -> List.of())
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example(NAME + " kopano --plan", "fetches its lists to try it, and shows what would be written")
        .example(NAME + " kopano", "its key, its address, its sign-in; undo takes them away again")
        .see("packages install", "packages list", "plan");
  }

  @Override
  public Result run(Call call) throws TrekException {
    return new Acting(call).runbook(NAME, Map.of("name", call.words().get(0)));
  }
}
