package org.mailtrek.config;

import java.util.Optional;
import org.mailtrek.engine.Step;
import org.mailtrek.host.HostPath;

/** Makes the steps of this area. */
public final class ConfigSteps {

  private final Catalogue catalogue;

  /** Prepares to make steps that share a catalogue. */
  public ConfigSteps(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * Returns the step that takes the configuration of a host over: configuration files, and what lies beside them.
   *
   * @param host the host's name
   * @param options between which releases and folders, and how
   */
  public Step takeOver(String host, TakeoverOptions options) {
    return new TakeOverConfiguration(catalogue, host, options, Optional.empty());
  }

  /**
   * Returns the step that writes the files of a newer release where those of the older one lie.
   *
   * @param kept where {@link #setAside} has copied the old files; both folders of the options are the same
   */
  public Step upgrade(String host, TakeoverOptions options, HostPath kept) {
    return new TakeOverConfiguration(catalogue, host, options, Optional.of(kept));
  }

  /** Returns where the configuration of a release is kept when that of a newer one takes its place. */
  public static HostPath kept(HostPath folder, Release release) {
    return HostPath.of(folder + "-" + release.number());
  }

  /** Returns the step that copies configuration files into another folder before they are upgraded. */
  public Step setAside(String host, HostPath folder, HostPath kept) {
    return new SetAside(host, folder, kept);
  }

  /**
   * Returns the step that switches the server's safe mode.
   *
   * @param host the host's name
   * @param serverConfiguration the path of {@code server.cfg}
   * @param on whether to switch it on
   */
  public Step safeMode(String host, HostPath serverConfiguration, boolean on) {
    return new SetSafeMode(host, serverConfiguration, on);
  }

  /**
   * Returns the step that sets one directive of a file.
   *
   * @param host the host's name
   * @param release whose program reads the file
   * @param value the value; empty to take the assignment away
   */
  public Step set(String host, Release release, HostPath file, String directive, Optional<String> value) {
    return new SetDirective(catalogue.file(release, file.name()), host, file, directive, value);
  }
}
