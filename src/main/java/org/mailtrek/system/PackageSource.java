package org.mailtrek.system;

import java.util.List;
import java.util.Locale;
import org.mailtrek.host.TrekException;

/** Where the packages of a release come from. */
public enum PackageSource {

  /** What the package manager offers: its repositories, and the folder of archives. */
  REPOSITORY,

  /** Archives that lie in Mailtrek's folder on the machine. */
  FOLDER,

  /** The vendor's download, a tar archive of packages, which is unpacked into that folder first. */
  TARBALL;

  /** Returns the source that an operator calls {@code repo}, {@code folder} or {@code tarball}. */
  public static PackageSource named(String word) {
    return word.equals("repo") ? REPOSITORY : valueOf(word.toUpperCase(Locale.ROOT));
  }

  TrekException lacks(String host, String wanted, List<String> offered) {
    String there = offered.isEmpty() ? "" : "; there is " + String.join(", ", offered);
    return switch (this) {
      case REPOSITORY -> TrekException.at(host).found("no package " + wanted + " can be installed" + there)
          .next("packages repository (help packages repository), or put the archives into the folder for packages on " + host + " and plan with: --packages folder");
      case FOLDER -> TrekException.at(host).found("no archive of " + wanted + " lies in the folder for packages" + there)
          .next("put the archives into /var/lib/mailtrek/packages on " + host + " (a local machine: packages in the estate's folder), then plan again");
      case TARBALL -> TrekException.at(host).found("no archive of " + wanted + " is unpacked yet" + there).next("packages unpack " + host + " FILE.tar.gz");
    };
  }
}
