package org.mailtrek.estate;

import com.unboundid.ldap.sdk.schema.Schema;
import java.util.Optional;
import org.mailtrek.host.DirectoryLayer;
import org.mailtrek.host.DirectoryView;
import org.mailtrek.host.TrekException;

/** A directory whose schema is read once: each layer of a preview asks for it, and it takes several round trips. */
final class SameSchema implements DirectoryLayer {

  private final DirectoryView below;
  private Optional<Schema> schema = Optional.empty();

  SameSchema(DirectoryView below) {
    this.below = below;
  }

  @Override
  public DirectoryView below() {
    return below;
  }

  @Override
  public synchronized Schema schema() throws TrekException {
    if (schema.isEmpty()) {
      schema = Optional.of(below.schema());
    }
    return schema.get();
  }
}
