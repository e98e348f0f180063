package org.mailtrek.engine.change;

import java.io.InputStream;
import org.mailtrek.host.TrekException;

/** Where the content lies that changes refer to by digest. */
@FunctionalInterface
public interface ContentStore {

  /**
   * Opens content.
   *
   * @param digest SHA-256, hexadecimal
   * @throws TrekException when it is not there, or is not what its digest says
   */
  InputStream open(String digest) throws TrekException;
}
