package org.mailtrek.practice;

import java.util.List;
import org.mailtrek.config.Release;

/** Words {@code estate.yaml} of a practice estate. */
final class Declaration {

  private Declaration() {}

  static String of(Recipe recipe, Ports ports) {
    List<Machine> machines = recipe.kind().machines();
    StringBuilder text = new StringBuilder("# A practice estate: made up, complete, and all of it in this folder.\nestate: " + recipe.kind().word() + "\nhosts:\n");
    machines.forEach(each -> text.append("  " + each.name() + ": { simulated: practice/" + each.name() + " }\n"));
    text.append(
        """
        directory:
          url: ldap://127.0.0.1:%d
          bind-dn: %s
          password: { file: practice/directory.password }
          base: %s
          host: lab1
        products:
        """
            .formatted(ports.ldap(), Recipe.BIND_DN, Population.BASE));
    machines.forEach(each -> text.append(product(recipe.at(each), ports)));
    return text.append("target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments }, index: /var/lib/kopano/search }\n").toString();
  }

  private static String product(Recipe recipe, Ports ports) {
    Release release = recipe.vendor().release();
    String name = recipe.machine().name();
    return recipe.vendor().word(
            """
              - host: %s
                product: %s
                version: %s
                config: /etc/zarafa
                attachments: { path: %s }
                index: /var/lib/zarafa/search
            """)
        .formatted(name, release.kopano() ? "kc" : "zcp", release.number(), recipe.store())
        + """
                database: { url: "%s", user: %s, password: { file: practice/database.password }, host: %s }
            """
        .formatted(ports.databaseUrl(recipe.machine()), Recipe.DATABASE_USER, name);
  }
}
