package org.mailtrek.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.mailtrek.config.ConfigTree;
import org.mailtrek.config.HostTree;
import org.mailtrek.config.Release;
import org.mailtrek.config.ReleaseFolder;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * What stands on one side of a comparison.
 *
 * @param label as it was typed
 * @param kind what it is
 * @param release whose programs read it; empty where only the options can say so
 * @param reading reads it for a release
 */
record DiffSide(String label, Kind kind, Optional<Release> release, Reading reading) {

  private static final Pattern NAME = Pattern.compile("(?:zcp|kc)-[0-9.]+");

  /** What a side may be. */
  enum Kind {
    FILE,
    FOLDER,
    HOST,
    RELEASE
  }

  /**
   * A side's files.
   *
   * @param folder where they are, as the programs know it
   */
  record Content(ConfigTree tree, HostPath folder) {}

  /** Reads a side. */
  interface Reading {
    Content of(Release release) throws TrekException;
  }

  /**
   * Takes a word for what it means: a release such as {@code kc-8.7.25}; {@code HOST:}, or {@code HOST:/FOLDER}, of the estate; else a file or
   * folder of this machine.
   *
   * @throws TrekException when the host is none of the estate's, or there is no such release
   */
  static DiffSide of(Call call, String word) throws TrekException {
    Path path = call.session().path(word);
    if (!Files.exists(path) && NAME.matcher(word).matches()) {
      Release named = ConfigFolder.release(word, word);
      return new DiffSide(word, Kind.RELEASE, Optional.of(named), release -> new Content(ReleaseFolder.of(org.mailtrek.config.Catalogue.open(), release), HostPath.of(release.folder())));
    }
    int colon = word.indexOf(':');
    if (!Files.exists(path) && colon > 0 && call.session().estateFolder().isPresent()) {
      return host(call, word, word.substring(0, colon), word.substring(colon + 1));
    }
    Kind kind = Files.isDirectory(path) ? Kind.FOLDER : Kind.FILE;
    return new DiffSide(word, kind, Optional.empty(), release -> new Content(ConfigFolder.read(List.of(path), HostPath.of(release.folder())), HostPath.of(release.folder())));
  }

  private static DiffSide host(Call call, String word, String name, String folder) throws TrekException {
    Optional<EstateConfig.Place> place = EstateConfig.places(call.session()).stream().filter(each -> each.host().equals(name)).findFirst();
    HostPath path = folder.startsWith("/") ? HostPath.parse(folder) : place.map(EstateConfig.Place::folder).orElseThrow(() -> TrekException.at(word).kind(TrekException.Kind.USAGE).found("no Zarafa or Kopano server is declared for it").next("diff-config " + name + ":/etc/kopano ..."));
    return new DiffSide(word, Kind.HOST, place.map(EstateConfig.Place::release), release -> new Content(HostTree.read(call.session().estate().view().host(name), path, release), path));
  }
}
