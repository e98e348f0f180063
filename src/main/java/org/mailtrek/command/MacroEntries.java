package org.mailtrek.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Macro;

/** The macros of an estate as commands. Read from the folder each time; a folder that can't be read has none. */
record MacroEntries(Supplier<Optional<Path>> estate, Supplier<Path> workingFolder) {

  static final MacroEntries NONE = new MacroEntries(Optional::empty, () -> Path.of(""));

  private static final String GROUP = "macros of this estate";

  List<Catalogue.Entry> all() {
    try {
      Optional<Path> folder = estate.get();
      return folder.isEmpty() ? List.of() : Macro.of(folder.get()).stream().map(MacroEntries::entry).toList();
    } catch (TrekException e) {
      return List.of();
    }
  }

  /** Returns a macro by name, or by the path of its file. */
  Optional<Catalogue.Entry> named(String typed) {
    try {
      return this == NONE ? Optional.empty() : Macro.find(estate.get(), workingFolder.get(), typed).map(MacroEntries::entry);
    } catch (TrekException e) {
      return Optional.empty();
    }
  }

  private static Catalogue.Entry entry(Macro macro) {
    return new Catalogue.Entry(macro.name(), GROUP, MacroList.summary(macro), () -> new MacroCommand(macro));
  }
}
