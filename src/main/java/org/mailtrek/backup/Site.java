package org.mailtrek.backup;

import java.util.Optional;
import org.mailtrek.host.HostPath;

/**
 * Where the parts of one mail server lie.
 *
 * @param host name of its host
 * @param config folder of its configuration
 * @param attachments folder of its attachments; empty when it has none
 * @param database whether a database is declared for it
 * @param index folder of its search index; empty when none is declared
 */
public record Site(String host, HostPath config, Optional<HostPath> attachments, boolean database, Optional<HostPath> index) {

  /** Says where the parts lie that can't be made anew. */
  public Site(String host, HostPath config, Optional<HostPath> attachments, boolean database) {
    this(host, config, attachments, database, Optional.empty());
  }
}
