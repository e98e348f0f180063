package org.mailtrek.system;

import java.util.List;
import org.mailtrek.engine.change.PackageSet;
import org.mailtrek.host.PackagesView;
import org.mailtrek.host.TrekException;

/** Finds which packages will come to a machine, new or in place of others. */
@FunctionalInterface
interface Arrivals {

  /**
   * Returns them, each with the version that comes.
   *
   * @throws TrekException when they can't be had, or the package manager refuses
   */
  List<PackageSet.Item> coming(PackagesView packages) throws TrekException;
}
