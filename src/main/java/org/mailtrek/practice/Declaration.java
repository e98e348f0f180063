package org.mailtrek.practice;

import org.mailtrek.config.Release;

/** Words {@code estate.yaml} of a practice estate. */
final class Declaration {

  private Declaration() {}

  static String of(Recipe recipe, Ports ports) {
    Release release = recipe.vendor().release();
    return recipe.vendor().word(
            """
            # A practice estate: made up, complete, and all of it in this folder.
            estate: %s
            hosts:
              lab1: { simulated: practice/lab1 }
            directory:
              url: ldap://127.0.0.1:%d
              bind-dn: %s
              password: { file: practice/directory.password }
              base: %s
              host: lab1
            products:
              - host: lab1
                product: %s
                version: %s
                config: /etc/zarafa
                attachments: { path: %s }
                index: /var/lib/zarafa/search
            """)
        .formatted(recipe.vendor().estate(), ports.ldap(), Recipe.BIND_DN, Population.BASE, release.kopano() ? "kc" : "zcp", release.number(), recipe.store())
        + """
                database: { url: "%s", user: %s, password: { file: practice/database.password }, host: lab1 }
            target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments }, index: /var/lib/kopano/search }
            """
        .formatted(ports.databaseUrl(), Recipe.DATABASE_USER);
  }
}
