package org.mailtrek.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.mailtrek.estate.EstateFile;
import org.mailtrek.host.TrekException;

/** Writes an {@code estate.yaml} to begin with. */
final class EstateInit implements Command {

  @Override
  public Shape shape() {
    return Shape.keeps()
        .mayTake("DIR", "the folder (default: this one)", Offers.folders())
        .option("--name", "NAME", "the estate's name (default: the folder's)", Offers.words("acme: a name of your own"))
        .example("estate init /srv/estates/acme", "then edit estate.yaml there, and: estate check")
        .example("estate init --name acme", "in this folder")
        .see("estate check", "estate show", "use");
  }

  @Override
  public Result run(Call call) throws TrekException {
    Path folder = call.session().path(call.word(0).orElse(".")).toAbsolutePath().normalize();
    Path file = folder.resolve(EstateFile.NAME);
    if (Files.exists(file)) {
      throw TrekException.at(file).kind(TrekException.Kind.REFUSED).found("is there already").next("use " + folder);
    }
    String name = call.option("--name").orElse(folder.getFileName() == null ? "estate" : folder.getFileName().toString());
    String text =
        """
        # What there is. 'estate check' says whether all of it can be opened.
        estate: %s
        hosts:
          mail1: { local: true }
        directory:
          url: ldap://127.0.0.1:389
          bind-dn: cn=admin,dc=example,dc=com
          password: { prompt: true }
          base: dc=example,dc=com
        products:
          - host: mail1
            product: zcp
            version: 7.2.6
            config: /etc/zarafa
            attachments: { path: /var/lib/zarafa/attachments }
            index: /var/lib/zarafa/search
            database: { url: "jdbc:mysql://127.0.0.1:3306/zarafa", user: zarafa, password: { prompt: true } }
        target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments }, index: /var/lib/kopano/search }
        """.formatted(name.matches("[A-Za-z][A-Za-z0-9_-]*") ? name : "\"" + name.replaceAll("[\"\\\\]", "_") + "\"");
    try {
      PrivateFiles.folder(folder);
      PrivateFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw TrekException.at(file).found("can't be written: " + e.getMessage()).because(e).next("check the folder");
    }
    call.session().use(folder);
    return Result.done(file + " is written: edit it").field("folder", folder).changes(1).next("estate check");
  }
}
