package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailtrek.host.TrekException;
import org.mailtrek.macro.Macro;

/** Writes the beginning of a macro. */
final class MacroNew implements Command {

  private static final String SKELETON = """
      // Says who has no address; with --fix gives them one.
      // option --domain DOMAIN   the part behind the @ [example.com]
      // flag --fix   write the addresses
      // example NAME   who has none
      // example NAME --fix --plan   what would be written
      def without = directory.search('(&(objectClass=zarafa-user)(!(mail=*)))')
      def people = tables.of('people', 'Login', 'Address')
      without.each { people.row(it.first('uid'), "${it.first('uid')}@$domain") }
      if (fix) {
        change('give people an address') {
          without.each { entry(it).set('mail', "${it.first('uid')}@$domain") }
        }
      }
      """;

  @Override
  public Shape shape() {
    return Shape.keeps()
        .takes("NAME", "its name: small letters, digits and dashes", Offers.words("my-macro: a name of your own"))
        .example("macro new give-addresses", "writes macros/give-addresses.groovy in the estate's folder, to be edited")
        .example("macro new quota --json", "says where it is, for programs")
        .see("macro check", "macro list");
  }

  @Override
  public Result run(Call call) throws TrekException {
    String name = call.words().get(0);
    Catalogue catalogue = new Catalogue();
    if (!Macro.nameable(name) || catalogue.named(name).isPresent() || !catalogue.under(name).isEmpty()) {
      boolean free = !Macro.nameable(name);
      throw TrekException.at(name).kind(TrekException.Kind.USAGE).found(free ? "can't be the name of a macro" : "is the name of a command").next("small letters, digits and dashes: my-" + name.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9-]", "-"));
    }
    Path file = Macro.file(call.session().folder(), name);
    if (Files.exists(file)) {
      throw TrekException.at(file).kind(TrekException.Kind.REFUSED).found("is there already").next("macro show " + name);
    }
    try {
      PrivateFiles.folder(file.getParent());
      PrivateFiles.write(file, SKELETON.replace("NAME", name).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be written: " + e.getMessage()).because(e).next("check the estate's folder");
    }
    return Result.done().fact("file", "file", file.toString()).next("edit it, then: macro check " + name).next(name + " --plan");
  }
}
