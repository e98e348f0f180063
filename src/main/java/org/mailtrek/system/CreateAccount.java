package org.mailtrek.system;

import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Account;
import org.mailtrek.engine.change.Change;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Creates the unprivileged account that the daemons run as, before the packages would: so that undo takes it away again. */
final class CreateAccount implements Step {

  private final String host;
  private final String name;
  private final HostPath home;

  CreateAccount(String host, String name, HostPath home) {
    this.host = host;
    this.name = name;
    this.home = home;
  }

  @Override
  public String id() {
    return "create-account";
  }

  @Override
  public String title() {
    return "Create user and group " + name;
  }

  @Override
  public Set<String> procedures() {
    return Set.of("Z8");
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    Optional<Change> account = Account.system(view, host, name, home.toString(), "/usr/sbin/nologin").map(each -> each);
    if (account.isPresent()) {
      preview.change(account.get());
    }
  }

  @Override
  public void verify(View view) throws TrekException {
    if (view.host(host).accounts().uid(name).isEmpty() || view.host(host).accounts().gid(name).isEmpty()) {
      throw TrekException.at(host).kind(TrekException.Kind.DIFFERENT).found("there is no user or no group " + name).next("resume");
    }
  }
}
