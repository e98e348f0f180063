package org.mailtrek.lab;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a {@link LabSlapd} is set up.
 *
 * @param schemas {@code zarafa}, {@code kopano}, both or none, besides core, cosine, inetorgperson and nis
 * @param sizeLimit most entries in an answer to others than the rootdn; empty for slapd's own 500
 * @param access rules in the words of slapd.conf, after {@code access}; none: everybody may read
 * @param synced whether every commit is synced, as on a production server
 * @param certificate for TLS
 * @param tlsPort port for ldaps, where there is a certificate
 * @param demanded whose certificate clients must show
 * @param overlays of the database, in the words of slapd.conf: {@code overlay NAME} and its settings; their modules are loaded
 */
public record LabSlapdOptions(List<String> schemas, OptionalInt sizeLimit, List<String> access, boolean synced,
    Optional<LabCertificate> certificate, int tlsPort, Optional<LabCertificate> demanded, List<String> overlays) {

  /** Both schemas, everybody may read, not synced, no TLS. */
  public static final LabSlapdOptions DEFAULT =
      new LabSlapdOptions(List.of("zarafa", "kopano"), OptionalInt.empty(), List.of(), false, Optional.empty(), 0, Optional.empty(), List.of());

  /** Returns options with other schemas. */
  public LabSlapdOptions withSchemas(String... names) {
    return new LabSlapdOptions(List.of(names), sizeLimit, access, synced, certificate, tlsPort, demanded, overlays);
  }

  /** Returns options with a size limit. */
  public LabSlapdOptions withSizeLimit(int entries) {
    return new LabSlapdOptions(schemas, OptionalInt.of(entries), access, synced, certificate, tlsPort, demanded, overlays);
  }

  /** Returns options with access rules. */
  public LabSlapdOptions withAccess(String... rules) {
    return new LabSlapdOptions(schemas, sizeLimit, List.of(rules), synced, certificate, tlsPort, demanded, overlays);
  }

  /** Returns options with every commit synced. */
  public LabSlapdOptions withSync() {
    return new LabSlapdOptions(schemas, sizeLimit, access, true, certificate, tlsPort, demanded, overlays);
  }

  /** Returns options with overlays. */
  public LabSlapdOptions withOverlays(String... lines) {
    return new LabSlapdOptions(schemas, sizeLimit, access, synced, certificate, tlsPort, demanded, List.of(lines));
  }

  /** Returns options with StartTLS, and ldaps on a free port. */
  public LabSlapdOptions withTls(LabCertificate newCertificate) {
    return new LabSlapdOptions(schemas, sizeLimit, access, synced, Optional.of(newCertificate), LabProcess.freePort(), demanded, overlays);
  }

  /** Returns options by which clients must show a certificate of that authority. */
  public LabSlapdOptions demanding(LabCertificate authority) {
    return new LabSlapdOptions(schemas, sizeLimit, access, synced, certificate, tlsPort, Optional.of(authority), overlays);
  }
}
