package org.mailtrek.practice;

/** Words {@code estate.yaml} of a practice estate. */
final class Declaration {

  private Declaration() {}

  static String of(String name, Ports ports) {
    return """
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
            product: zcp
            version: 7.2.6
            config: /etc/zarafa
            attachments: { path: %s }
            index: /var/lib/zarafa/search
            database: { url: "%s", user: %s, password: { file: practice/database.password }, host: lab1 }
        target: { product: kc, version: 8.7.25, config: /etc/kopano, attachments: { path: /var/lib/kopano/attachments }, index: /var/lib/kopano/search }
        """
        .formatted(name, ports.ldap(), Recipe.BIND_DN, Population.BASE, Recipe.ATTACHMENTS, ports.databaseUrl(), Recipe.DATABASE_USER);
  }
}
