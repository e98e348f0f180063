package org.mailtrek.practice;

import org.mailtrek.host.FileState;
import org.mailtrek.host.Host;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** What a storage server does to its attachment folder at each start: makes what is missing, and takes the top folder for its own. */
final class AttachmentFolders {

  private final Host machine;
  private final HostPath top;
  private final boolean files;
  private final int uid;
  private final int gid;

  AttachmentFolders(Host machine, DaemonSettings settings) throws TrekException {
    this.machine = machine;
    this.files = settings.value("attachment_storage").startsWith("files") && settings.value("attachment_path").startsWith("/");
    this.top = files ? HostPath.of(settings.value("attachment_path")) : HostPath.ROOT;
    this.uid = machine.view().accounts().uid(settings.value("run_as_user")).orElse(0);
    this.gid = machine.view().accounts().gid(settings.value("run_as_group")).orElse(0);
  }

  /** Makes the top folder where it is missing, wrong as its name may be, and owns it; what is below keeps its owners. */
  void top() throws TrekException {
    if (!files) {
      return;
    }
    make(top);
    FileState state = machine.view().stat(top).orElseThrow();
    if (state.kind() == FileState.Kind.FOLDER && state.uid() != uid) {
      machine.disk().chown(top, uid, gid);
    }
  }

  /** Makes the 10 x 20 folders where they are missing. */
  void below() throws TrekException {
    if (!files) {
      return;
    }
    for (int first = 0; first < 10; first++) {
      for (int second = 0; second < 20; second++) {
        make(top.resolve(first + "/" + second));
      }
    }
  }

  private void make(HostPath folder) throws TrekException {
    if (machine.view().stat(folder).isEmpty()) {
      make(folder.parent());
      machine.disk().mkdir(folder, 0755);
      machine.disk().chown(folder, uid, gid);
    }
  }
}
