package org.mailtrek.oracle;

import java.util.List;
import java.util.Optional;

/**
 * A key that the silent installer knows.
 *
 * @param name as it is written, in capitals
 * @param meaning what it says, in one line
 * @param kind which values it takes
 * @param option the option of {@code commpkg} that wins over it; empty where there is none
 * @param usual the value that a new file has
 */
public record StateKey(String name, String meaning, Kind kind, Optional<String> option, String usual) {

  /** Which values a key takes. */
  public enum Kind {
    /** {@code yes} or {@code no}, in any case. */
    ANSWER("yes or no"),
    /** An absolute path. */
    PATH("an absolute path"),
    /** Mnemonics of products, with blanks between. */
    PRODUCTS("mnemonics such as MS64, with blanks between: see commpkg info --listPackages"),
    /** The function that is performed. */
    VERB("upgrade or uninstall"),
    /** Any words; nobody reads them. */
    WORDS("anything");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** Returns the values for people. */
    public String words() {
      return words;
    }

    boolean takes(String value) {
      return switch (this) {
        case ANSWER -> value.equalsIgnoreCase("yes") || value.equalsIgnoreCase("no");
        case PATH -> value.startsWith("/") && !value.matches(".*(^|/)\\.\\.?(/.*|$)");
        case PRODUCTS -> value.matches("[A-Z][A-Z0-9_]*( +[A-Z][A-Z0-9_]*)*");
        case VERB -> List.of("upgrade", "uninstall").contains(value);
        case WORDS -> true;
      };
    }
  }

  private static final StateKey VERB = new StateKey("VERB", "which function is performed", Kind.VERB, Optional.empty(), "upgrade");
  private static final StateKey COMPONENTS = new StateKey("COMPONENTS", "the products it is performed on", Kind.PRODUCTS, Optional.of("--comp"), "MS64");

  /** What an upgrade reads, in the order in which it is written. */
  static final List<StateKey> UPGRADE =
      List.of(
          VERB,
          new StateKey("USEPKGUPGRADE", "whether packages are upgraded by removing and adding them", Kind.ANSWER, Optional.empty(), "no"),
          new StateKey("UPGRADESC", "whether all shared components are upgraded without asking", Kind.ANSWER, Optional.of("--upgradeSC"), "no"),
          new StateKey("PKGOVERWRITE", "whether installed packages are overwritten even where a patch would do", Kind.ANSWER, Optional.empty(), "no"),
          new StateKey("INSTALLROOT", "the folder that holds the installed tree", Kind.PATH, Optional.of("--installroot"), "/opt/sun/comms"),
          new StateKey("EXCLUDESC", "whether patches of shared components are left out", Kind.ANSWER, Optional.of("--excludeSC"), "no"),
          new StateKey("EXCLUDEOS", "whether patches of the operating system are left out", Kind.ANSWER, Optional.of("--excludeOS"), "yes"),
          new StateKey("COMPONENT_VERSIONS", "not used", Kind.WORDS, Optional.empty(), ""),
          COMPONENTS,
          new StateKey("ALTROOT", "whether another root is used", Kind.ANSWER, Optional.of("--altroot"), "no"),
          new StateKey("ALTDISTROPATH", "where the packages lie, where --distro does not say", Kind.WORDS, Optional.of("--distro"), ""));

  /** What an uninstallation reads. */
  static final List<StateKey> UNINSTALL =
      List.of(
          VERB,
          new StateKey("ROOTDIR", "the folder that holds the installed tree", Kind.PATH, Optional.of("--installroot"), "/opt/sun/comms"),
          COMPONENTS,
          new StateKey("INSTALLNAME", "the name of an installation in another root", Kind.WORDS, Optional.of("--altroot"), ""));

  /** Returns whether it takes a value; a key that is usually empty may be. */
  public boolean takes(String value) {
    return kind.takes(value) || value.isEmpty() && usual.isEmpty();
  }

  /** Returns the keys of a function. */
  public static List<StateKey> of(String verb) {
    return verb.equals("uninstall") ? UNINSTALL : UPGRADE;
  }
}
