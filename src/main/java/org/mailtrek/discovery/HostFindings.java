package org.mailtrek.discovery;

import java.util.List;

/**
 * What was found on one machine.
 *
 * @param host its name in {@code estate.yaml}
 * @param product settings of the mail server, keys as below {@code products}; empty when there is none
 * @param directory settings of the directory that it uses, keys as below {@code directory}; empty when there is none
 * @param facts what else there is to know
 */
public record HostFindings(String host, List<Setting> product, List<Setting> directory, List<Fact> facts) {

  /** Copies the lists. */
  public HostFindings {
    product = List.copyOf(product);
    directory = List.copyOf(directory);
    facts = List.copyOf(facts);
  }
}
