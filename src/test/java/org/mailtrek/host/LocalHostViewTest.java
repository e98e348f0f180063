package org.mailtrek.host;

import java.nio.file.Path;

/** The view of a folder that acts as a root, without anything kept aside. */
class LocalHostViewTest extends HostViewContract {

  @Override
  HostView open(Path root) {
    FileAccounts accounts = new FileAccounts(new LocalFiles(new Root("lab1", root), state -> state));
    return new LocalHostView("lab1", root, accounts, new NoPorts(), new NoPorts());
  }
}
