package org.mailtrek.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.keymap.KeyMap;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp.Capability;
import org.mailtrek.command.Catalogue;
import org.mailtrek.command.Globals;
import org.mailtrek.command.HelpPage;
import org.mailtrek.command.Shape;
import org.mailtrek.command.Token;

/** F1 explains what is under the cursor, above the line that is being typed: the command, and the option or word that stands there. */
final class HelpKey {

  private static final String WIDGET = "help-under-cursor";

  private final Catalogue catalogue;

  HelpKey(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  void bind(LineReader reader, Terminal terminal) {
    reader.getWidgets().put(WIDGET, () -> {
      lines(reader.getBuffer().toString(), reader.getBuffer().cursor()).forEach(reader::printAbove);
      return true;
    });
    for (String map : List.of(LineReader.EMACS, LineReader.VIINS)) {
      reader.getKeyMaps().get(map).bind(new Reference(WIDGET), Optional.ofNullable(KeyMap.key(terminal, Capability.key_f1)).orElse("\033OP"), "\033OP", "\033[11~");
    }
  }

  /** Returns what there is to say of a place in a line. */
  List<String> lines(String line, int cursor) {
    TypedLine typed = new TypedLine(line, cursor);
    List<String> before = new ArrayList<>();
    for (Token each : typed.before()) {
      if (each.operator()) {
        before.clear();
      } else {
        before.add(each.text());
      }
    }
    List<String> all = new ArrayList<>(before);
    all.add(typed.word());
    Optional<Catalogue.Found> found = catalogue.find(all);
    if (found.isEmpty()) {
      List<Catalogue.Entry> under = catalogue.under(all.get(0));
      return under.isEmpty() ? List.of("a command stands here: help lists all") : under.stream().map(each -> each.name() + ": " + each.summary()).toList();
    }
    Shape shape = found.get().entry().open().shape();
    List<String> said = new ArrayList<>(List.of(found.get().entry().name() + ": " + found.get().entry().summary()));
    if (all.size() > found.get().length()) {
      said.add(place(shape, all.subList(found.get().length(), all.size())));
    } else {
      said.add(HelpPage.synopsis(found.get().entry().name(), shape));
    }
    return said;
  }

  /** Explains the last of the words behind a command. */
  private static String place(Shape shape, List<String> words) {
    String word = words.get(words.size() - 1);
    Optional<Shape.Option> own = option(shape, word.split("=", 2)[0]);
    Optional<Shape.Option> before = words.size() > 1 ? option(shape, words.get(words.size() - 2)).filter(each -> !each.flag()) : Optional.empty();
    if (own.isPresent() || before.isPresent()) {
      Shape.Option option = before.or(() -> own).orElseThrow();
      return option.name() + (option.flag() ? "" : " " + option.label()) + ": " + option.description();
    }
    int at = 0;
    for (int i = 0; i < words.size() - 1; i++) {
      Optional<Shape.Option> option = option(shape, words.get(i));
      i += option.isPresent() && !option.get().flag() ? 1 : 0;
      at += option.isPresent() ? 0 : 1;
    }
    List<Shape.Positional> takes = shape.positionals();
    if (word.startsWith("-") || takes.isEmpty() || at >= takes.size() && !takes.get(takes.size() - 1).many()) {
      return "options: " + String.join(", ", shape.options().stream().map(Shape.Option::name).toList());
    }
    Shape.Positional positional = takes.get(Math.min(at, takes.size() - 1));
    return positional.label() + ": " + positional.description();
  }

  private static Optional<Shape.Option> option(Shape shape, String name) {
    List<Shape.Option> all = new ArrayList<>(shape.options());
    all.addAll(Globals.all());
    return all.stream().filter(each -> each.names().contains(name)).findFirst();
  }
}
