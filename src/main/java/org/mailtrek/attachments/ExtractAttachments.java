package org.mailtrek.attachments;

import java.util.Optional;
import java.util.Set;
import org.mailtrek.engine.Guard;
import org.mailtrek.engine.Step;
import org.mailtrek.engine.change.Extraction;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/**
 * Writes the attachments that lie in the database into files of the layout {@code files}. The rows stay. Files that are there already are compared
 * with the rows byte for byte: those that are the same count as done, any other is named, and replaced only where that was said.
 *
 * <p>Attachments of length 0, of which the database often holds no row, become empty files: without them the server says that they are lost.
 */
final class ExtractAttachments implements Step {

  private final How how;

  ExtractAttachments(How how) {
    this.how = how;
  }

  /**
   * How to do it.
   *
   * @param host whose product has the database and gets the files
   * @param layout where each attachment goes
   * @param modes who owns what is made; empty for the owner of the folder that is there
   * @param connections how many read side by side
   * @param damaged whether attachments whose rows are not whole are left behind, named; they are refused otherwise
   * @param replace whether files that are not what the rows hold are set aside; they are refused otherwise
   */
  record How(String host, Layout layout, Optional<Extraction.Modes> modes, int connections, boolean damaged, boolean replace) {}

  @Override
  public String id() {
    return "extract-attachments";
  }

  @Override
  public String title() {
    return "Write the attachments of the database into files below " + how.layout().top();
  }

  @Override
  public Set<String> procedures() {
    return Set.of("K3");
  }

  @Override
  public boolean bulk() {
    return true;
  }

  /** The database digests what it sends, and nothing gets its name that does not have this digest. */
  @Override
  public boolean compares() {
    return true;
  }

  /** The server is not told of files as long as one of them is missing. */
  @Override
  public boolean stopsWhereSomethingIsLeft() {
    return true;
  }

  @Override
  public java.util.List<Guard> guards() {
    return java.util.List.of(new ServerStopped(how.host()));
  }

  @Override
  public void preview(View view, Preview preview) throws TrekException {
    HostPath top = how.layout().top();
    if (top.root() || view.host(how.host()).stat(top.parent()).isEmpty()) {
      throw TrekException.at(how.host() + ":" + top).kind(TrekException.Kind.REFUSED).found("the folder above it is not there").next("make it, or name another with --to");
    }
    ExtractionPlan plan = new ExtractionPlan(view, how, preview);
    new RowCensus(view.database(how.host()).attachmentRows()).all(plan);
    plan.end();
  }
}
