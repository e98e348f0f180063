package org.mailtrek.practice.netscape;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;

/** The 4.x list of folders, {@code store/mboxlist/folder.db}: which are still in transition. The maker's form is unknown; ours is {@code name|STATE}. */
final class FolderDatabase {

  static final String TRANSITION = "TRANSITION";
  static final String DONE = "NON-TRANSITION";

  private final Settings file;

  FolderDatabase(Installation installed) {
    this.file = new Settings(installed.at(Installation.INSTANCE + "/store/mboxlist/folder.db"));
  }

  void add(Collection<String> names) throws IOException {
    Path path = file.file();
    Files.createDirectories(path.getParent());
    if (!Files.exists(path)) {
      Files.createFile(path);
    }
    file.change(all -> names.forEach(each -> all.putIfAbsent(each, TRANSITION)));
  }

  Map<String, String> states() throws IOException {
    return file.all();
  }

  synchronized void done(String name) throws IOException {
    file.set(name, DONE);
  }
}
