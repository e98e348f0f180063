package org.mailtrek.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.mailtrek.attachments.AttachmentSteps;
import org.mailtrek.attachments.Layout;
import org.mailtrek.config.ConfigSteps;
import org.mailtrek.config.ServerConfiguration;
import org.mailtrek.engine.Runbook;
import org.mailtrek.engine.Step;
import org.mailtrek.estate.Declaration;
import org.mailtrek.estate.View;
import org.mailtrek.host.HostPath;
import org.mailtrek.host.TrekException;

/** The changing commands about attachments, as runbooks. */
public final class AttachmentActs {

  private AttachmentActs() {}

  /** Returns them for an estate. */
  public static List<Runbook> all(Declaration declared) {
    Runbook.Option host = new Runbook.Option("host", "the host", List.of(), Optional.empty());
    Runbook.Option to = new Runbook.Option("to", "the folder of the store; as the configuration says where it is empty", List.of(), Optional.of(""));
    Runbook.Option from = new Runbook.Option("from", "the folder of the store now", List.of(), Optional.of(""));
    Runbook.Option storage = new Runbook.Option("storage", "the layout, files or files_v1-L1-L2", List.of(), Optional.of("files"));
    Runbook.Option connections = new Runbook.Option("connections", "how many read side by side", List.of("1", "2", "3", "4"), Optional.of("2"));
    Runbook.Option damaged = new Runbook.Option("damaged", "what becomes of attachments that are not whole", List.of("refuse", "leave"), Optional.of("refuse"));
    Runbook.Option replace = new Runbook.Option("replace", "whether files that hold something else are set aside", List.of("no", "yes"), Optional.of("no"));
    Runbook.Option only = new Runbook.Option("files-only", "whether the server is left to read from the database", List.of("no", "yes"), Optional.of("no"));
    return List.of(
        new OnEstate("attachments extract", "Move the attachments out of the database", List.of(host, to, storage, connections, damaged, replace, only),
            (view, given) -> extract(view, declared, given)),
        new OnEstate("attachments purge-lob", "Set the rows of attachments aside that are in files", List.of(host, to, damaged), (view, given) -> purge(view, declared, given)),
        new OnEstate("attachments move", "Move the attachments to another folder", List.of(host, from, to), (view, given) -> move(view, declared, given)));
  }

  private static List<Step> extract(View view, Declaration declared, Map<String, String> given) throws TrekException {
    EstateConfig.Place place = place(view, declared, given.get("host"));
    HostPath top = store(view, place, given.get("to"));
    String storage = given.get("storage");
    Layout layout = Layout.of(top, storage).orElseThrow(() -> usage("--storage", "'" + storage + "' is no layout that can be written", "--storage=files, or --storage=files_v1-10-20"));
    List<Step> steps = new ArrayList<>();
    steps.add(
        AttachmentSteps.extract(place.host(), layout, Integer.parseInt(given.get("connections")), given.get("damaged").equals("leave"), given.get("replace").equals("yes")));
    if (given.get("files-only").equals("no")) {
      steps.add(configured(place, Map.of("attachment_storage", storage, "attachment_path", top.toString())));
      steps.add(AttachmentSteps.mark(place.host(), storage));
    }
    return steps;
  }

  private static List<Step> purge(View view, Declaration declared, Map<String, String> given) throws TrekException {
    EstateConfig.Place place = place(view, declared, given.get("host"));
    HostPath top = store(view, place, given.get("to"));
    String storage = view.database(place.host()).setting("attachment_storage").map(value -> new String(value, StandardCharsets.UTF_8)).orElse("files");
    return List.of(AttachmentSteps.purge(place.host(), Layout.of(top, storage).orElse(new Layout(top)), given.get("damaged").equals("leave")));
  }

  private static List<Step> move(View view, Declaration declared, Map<String, String> given) throws TrekException {
    EstateConfig.Place place = place(view, declared, given.get("host"));
    HostPath to = store(view, place, given.get("to"));
    HostPath from = given.containsKey("from") && !given.get("from").isEmpty() ? HostPath.of(given.get("from")) : store(view, place, "");
    Step switched = configured(place, Map.of("attachment_path", to.toString()));
    return List.of(
        new Together("move-store", "Move the attachments to " + to + " and tell the server", List.of(AttachmentSteps.move(place.host(), from, to), switched), List.of(AttachmentSteps.stopped(place.host()))));
  }

  private static Step configured(EstateConfig.Place place, Map<String, String> values) {
    ConfigSteps config = new ConfigSteps(org.mailtrek.config.Catalogue.open());
    HostPath file = place.folder().resolve("server.cfg");
    List<Step> each = values.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(one -> config.set(place.host(), place.release(), file, one.getKey(), Optional.of(one.getValue()))).toList();
    return new Together("set-storage", "Tell the server where its attachments are, in " + place.host() + ":" + file, each, List.of());
  }

  /** Returns the store that is meant: the one that was named, else the configuration's, else that of the product. */
  static HostPath store(View view, EstateConfig.Place place, String named) throws TrekException {
    if (!named.isEmpty()) {
      return HostPath.typed("--to", named, "--to /var/lib/kopano/attachments");
    }
    ServerConfiguration server = ServerConfiguration.read(org.mailtrek.config.Catalogue.open(), view.host(place.host()), place.folder(), place.release());
    return HostPath.of(server.value("attachment_path").filter(each -> each.startsWith("/")).orElse("/var/lib/" + (place.release().product() == org.mailtrek.config.Release.Product.KC ? "kopano" : "zarafa") + "/attachments"));
  }

  static EstateConfig.Place place(View view, Declaration declared, String host) throws TrekException {
    return EstateConfig.places(view, declared).stream()
        .filter(each -> each.host().equals(host))
        .findFirst()
        .orElseThrow(() -> TrekException.at("estate.yaml: products").kind(TrekException.Kind.ESTATE).found("no Zarafa or Kopano server is declared for host " + host).next("estate show"));
  }

  private static TrekException usage(String option, String found, String next) {
    return TrekException.at(option).kind(TrekException.Kind.USAGE).found(found).next(next);
  }
}
