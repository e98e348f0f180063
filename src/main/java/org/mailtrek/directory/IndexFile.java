package org.mailtrek.directory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.change.Change;
import org.mailtrek.engine.change.Content;
import org.mailtrek.engine.change.FileContent;
import org.mailtrek.engine.change.IndexedDatabase;
import org.mailtrek.engine.change.Owner;
import org.mailtrek.estate.View;
import org.mailtrek.host.FileState;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.HostView;
import org.mailtrek.host.TrekException;

/**
 * Gives a stopped slapd whose configuration is a file the indexes that the new names need, or removes those of the old names. slapd has to be stopped
 * for that, and reads the file when it starts.
 */
final class IndexFile extends IndexStep {

  /** Attributes that slapd itself defines. */
  private static final Set<String> BUILT_IN = Set.of("objectclass", "cn", "uid", "uidnumber", "gidnumber");

  private final SlapdPlace place;

  IndexFile(SlapdPlace place, boolean removing) {
    super(removing);
    this.place = place;
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    byte[] before = view.host(place.host()).readAll(place.configuration());
    SlapdConf conf = conf(before);
    WantedIndexes wanted = wanted(view, conf);
    List<String> come = come(wanted);
    List<String> gone = gone(wanted);
    tellMixed(wanted, preview);
    if (!come.isEmpty() || !gone.isEmpty()) {
      byte[] after = conf.indexed(place.suffix(), gone, come).text().getBytes(StandardCharsets.ISO_8859_1);
      FileContent file = FileContent.of(view, place.host(), place.configuration(), before, Content.of(after));
      preview.change(come.isEmpty() ? file : indexed(view.host(place.host()), file, come));
    }
  }

  private Change indexed(HostView host, FileContent file, List<String> come) throws TrekException {
    HostPath folder = host.slapd().folder(place.configuration(), place.suffix()).orElseThrow(() -> refused("has no folder for " + place.suffix()));
    FileState state = host.stat(folder).orElseThrow(() -> refused("keeps its database in " + folder + ", and there is no such folder"));
    List<String> attributes = come.stream().flatMap(each -> WantedIndexes.attributes(each).stream()).toList();
    return new IndexedDatabase(file, place.suffix(), folder, Owner.of(state.uid(), state.gid()), attributes);
  }

  /** Returns whether there is something to do, and slapd is to be stopped for it. */
  boolean needed(View view) throws TrekException {
    WantedIndexes wanted = wanted(view, conf(view.host(place.host()).readAll(place.configuration())));
    return !come(wanted).isEmpty() || !gone(wanted).isEmpty();
  }

  private SlapdConf conf(byte[] text) throws TrekException {
    SlapdConf conf = SlapdConf.of(new String(text, StandardCharsets.ISO_8859_1));
    if (!conf.describes(place.suffix())) {
      throw refused("describes no database for " + place.suffix() + "; what it includes is not changed");
    }
    return conf;
  }

  private WantedIndexes wanted(View view, SlapdConf conf) throws TrekException {
    Set<String> names = view.host(place.host()).slapd().names(place.configuration());
    return new WantedIndexes(conf.indexes(place.suffix()), SchemaMap.standard(), each -> BUILT_IN.contains(each.toLowerCase(Locale.ROOT)) || names.contains(each.toLowerCase(Locale.ROOT)));
  }

  private TrekException refused(String found) {
    return TrekException.at(place.host() + ":" + place.configuration()).kind(TrekException.Kind.REFUSED).found(found).next("write '" + WantedIndexes.LINE + "' where the database is described, and slapindex while slapd is stopped");
  }

  @Override
  public void verify(View view) throws TrekException {
    Optional<HostPath> folder = view.host(place.host()).slapd().folder(place.configuration(), place.suffix());
    if (folder.isEmpty() || needed(view)) {
      throw TrekException.at(place).kind(TrekException.Kind.DIFFERENT).found("its indexes are not those that were planned").next("resume, or undo");
    }
  }
}
