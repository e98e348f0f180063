package org.mailtrek.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mailtrek.config.Catalogue;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** Moves the attachments of a server to another folder, and tells the server. */
final class AttachmentsMove implements Command {

  @Override
  public Shape shape() {
    return Shape.changes()
        .takes("DIR", "the folder that they are to be in", Offers.words("/var/lib/kopano/attachments: the folder of Kopano", "/srv/attachments: a folder of its own"))
        .option("--host", "HOST", "the host, where there are several", Offers.hosts())
        .flag("--full", "with --plan: list every change")
        .flag("--diff", "with --plan: what goes behind -, what comes behind +")
        .example("attachments move /srv/attachments", "renamed on one mount; else copied, compared, and the old ones set aside until their snapshot is deleted")
        .example("attachments move /srv/attachments --plan", "only look")
        .see("attachments verify", "undo");
  }

  @Override
  public Result run(Call call) throws TrekException {
    List<EstateConfig.Place> places = EstateConfig.places(call.session()).stream().filter(each -> call.option("--host").map(each.host()::equals).orElse(true)).toList();
    if (places.size() != 1) {
      throw TrekException.at(call.name()).kind(TrekException.Kind.USAGE).found(places.size() + " Zarafa or Kopano servers are declared that could be meant").next("estate show, then --host HOST");
    }
    HostPath to = HostPath.typed(call.name(), call.words().get(0), call.name() + " /srv/attachments");
    EstateConfig.Place place = places.get(0);
    ServerConfiguration server = ServerConfiguration.read(Catalogue.open(), call.session().estate().view().host(place.host()), place.folder(), place.release());
    String from = server.value("attachment_path").filter(each -> each.startsWith("/")).orElse("");
    Map<String, String> options = new LinkedHashMap<>();
    options.put("host", place.host());
    options.put("from", from.isEmpty() ? "" : HostPath.of(from).toString());
    options.put("to", to.toString());
    return new Acting(call).runbook(call.name(), options);
  }
}
