package org.mailtrek.host;

import java.nio.file.Path;
import java.util.List;

/** This machine as it is seen where words lead to, such as into a mount namespace with other programs in their usual places. */
public final class AskedMachine {

  private AskedMachine() {}

  /** Returns its view: files and programs, which are kept from writing as ever; no accounts, services or packages. */
  public static HostView view(String name, List<String> way) {
    LocalFiles files = new LocalFiles(new Root(name, Path.of("/")), state -> state);
    Inspection inspection = new MachineInspection(files, InsidePrograms.behind(Children.of(name), way));
    return new LocalHostView(files, new NoPorts(), new NoPorts(), new NoPorts(), new LocalHostView.Looks(new NoSlapd(name), inspection));
  }
}
