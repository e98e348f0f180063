package org.mailtrek.command;

import java.util.List;
import java.util.Optional;
import org.mailtrek.config.Catalogue;
import org.mailtrek.discovery.DeclaredProduct;
import org.mailtrek.discovery.HostDiscovery;
import org.mailtrek.discovery.HostFindings;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * What {@code estate check} sees of a host.
 *
 * @param root whether it has a root folder
 * @param missing the tools that it lacks
 * @param findings what was found there; empty when it could not be looked at
 */
record HostLook(boolean root, List<String> missing, Optional<HostFindings> findings) {

  /** Looks; throws where the host does not answer at all. */
  static HostLook at(HostView host, Catalogue catalogue, List<DeclaredProduct> declared) throws TrekException {
    boolean root = host.stat(HostPath.ROOT).isPresent();
    return new HostLook(root, missing(host), findings(host, catalogue, declared));
  }

  private static List<String> missing(HostView host) throws TrekException {
    try {
      return host.inspection().missing();
    } catch (TrekException e) {
      return ended(e, List.of());
    }
  }

  private static Optional<HostFindings> findings(HostView host, Catalogue catalogue, List<DeclaredProduct> declared) throws TrekException {
    try {
      return Optional.of(HostDiscovery.of(host, catalogue, declared));
    } catch (TrekException e) {
      return ended(e, Optional.empty());
    }
  }

  /** A host that goes away in the middle is not compared; it is named by whoever needs it next. */
  private static <T> T ended(TrekException e, T nothing) throws TrekException {
    if (e.kind() == TrekException.Kind.INTERRUPTED) {
      throw e;
    }
    return nothing;
  }
}
