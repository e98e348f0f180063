package org.mailtrek.config;

import java.util.function.Supplier;
import org.mailtrek.host.HostPath;

/**
 * A file of the old release and the one that takes its place.
 *
 * @param oldPath the old file
 * @param oldDialect how the old program reads it
 * @param known what the old release knows of it
 * @param newPath the new file
 * @param newDialect how the new program reads it
 * @param wanted what the new release knows of it
 * @param base what the new file starts from where it is not there yet
 */
record FilePair(
    HostPath oldPath, Dialect oldDialect, CatalogueFile known, HostPath newPath, Dialect newDialect, CatalogueFile wanted, Supplier<byte[]> base) {

  String newName() {
    return newPath.name();
  }
}
