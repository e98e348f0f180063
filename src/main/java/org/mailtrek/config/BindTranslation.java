package org.mailtrek.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The way back: lists of {@code address:port} become one address for all services of a program, with a port and a switch for each. What can't be
 * said so is listed as lost.
 *
 * @param services the services of the program, as the way forward knows them
 */
record BindTranslation(List<ListenTranslation> services) implements Translation {

  static List<Translation> of(String file) {
    List<ListenTranslation> services = ListenTranslation.services(file);
    return services.isEmpty() ? List.of() : List.of(new BindTranslation(services));
  }

  @Override
  public boolean applies(CatalogueFile known, CatalogueFile wanted) {
    return services.stream().anyMatch(each -> known.effective(each.listen()) && !wanted.effective(each.listen()) && wanted.effective(each.port()));
  }

  @Override
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    services.forEach(each -> names.addAll(each.names()));
    return names;
  }

  @Override
  public List<Decision> decide(OldValues old, CatalogueFile wanted) {
    Map<ListenTranslation, ListenPlaces> places = new LinkedHashMap<>();
    services.forEach(each -> places.put(each, places(old, each)));
    String address = address(places);
    List<Decision> decisions = new ArrayList<>();
    String bind = services.get(0).bind();
    if (wanted.effective(bind)) {
      decisions.add(said(old, services.get(0), bind, plain(address, wanted.find(bind)), wanted));
    }
    services.stream()
        .flatMap(each -> each.device().stream())
        .filter(name -> old.sets(name) && wanted.effective(name))
        .forEach(name -> decisions.add(Decision.put(Verdict.Kind.KEPT, name, old.inForce(name), name, old.inForce(name), "")));
    places.forEach((service, all) -> service(old, wanted, service, all, decisions));
    places.forEach((service, all) -> lost(old, service, all, address, decisions));
    return decisions;
  }

  /** From 8.5 to 8.6 the server had both ways. */
  private static ListenPlaces places(OldValues old, ListenTranslation service) {
    ListenPlaces listed = ListenPlaces.parse(old.inForce(service.listen())).withoutDevices();
    boolean also = old.known().effective(service.port()) && service.enable().map(name -> Meaning.yes(old.inForce(name))).orElse(true);
    if (!also) {
      return listed;
    }
    List<ListenPlaces.Place> both = new ArrayList<>(List.of(new ListenPlaces.Place(old.inForce(service.bind()), "", old.inForce(service.port()))));
    both.addAll(listed.all());
    return new ListenPlaces(both);
  }

  /** The address that most services listen on; the first of those where several are as many. */
  private static String address(Map<ListenTranslation, ListenPlaces> places) {
    Map<String, Long> counts =
        places.values().stream()
            .flatMap(each -> each.first().stream())
            .collect(Collectors.groupingBy(ListenPlaces.Place::address, LinkedHashMap::new, Collectors.counting()));
    return counts.entrySet().stream().reduce((one, other) -> other.getValue() > one.getValue() ? other : one).map(Map.Entry::getKey).orElse("");
  }

  private static String plain(String address, Optional<Directive> bind) {
    boolean words = bind.map(each -> each.builtIn().equals("0.0.0.0")).orElse(false);
    return address.isEmpty() && words ? "0.0.0.0" : address;
  }

  private static void service(OldValues old, CatalogueFile wanted, ListenTranslation service, ListenPlaces places, List<Decision> into) {
    if (service.enable().isPresent() && wanted.effective(service.enable().get())) {
      into.add(said(old, service, service.enable().get(), places.all().isEmpty() ? "no" : "yes", wanted));
    }
    places.first().map(ListenPlaces.Place::port).filter(port -> !port.isEmpty() && wanted.effective(service.port())).ifPresent(port -> into.add(said(old, service, service.port(), port, wanted)));
  }

  private static Decision said(OldValues old, ListenTranslation service, String name, String value, CatalogueFile wanted) {
    boolean stock = wanted.find(name).map(each -> Meaning.same(each.stock(), value)).orElse(false);
    Verdict.Kind kind = !stock ? Verdict.Kind.TRANSLATED : old.changed(service.listen()) ? Verdict.Kind.NOW_DEFAULT : Verdict.Kind.SAME;
    return new Decision(kind, service.listen(), Optional.of(old.inForce(service.listen())), name, Optional.of(value), "address, port and switch");
  }

  private static void lost(OldValues old, ListenTranslation service, ListenPlaces places, String address, List<Decision> into) {
    List<String> lost = new ArrayList<>();
    ListenPlaces given = ListenPlaces.parse(old.inForce(service.listen()));
    if (places.all().isEmpty() && service.enable().isEmpty()) {
      lost.add("it can't be switched off");
    }
    places.all().stream().skip(1).forEach(each -> lost.add(each + " is given up: one place is all that can be said"));
    places.first().filter(each -> !each.address().equals(address)).ifPresent(each -> lost.add("it listens on " + (address.isEmpty() ? "every address" : address) + " instead of " + (each.address().isEmpty() ? "every address" : each.address())));
    given.all().stream().filter(each -> !each.device().isEmpty()).forEach(each -> lost.add("the interface of " + each + " can't be said, it is " + each.withoutDevice() + " now"));
    if (!lost.isEmpty()) {
      into.add(Decision.give(Verdict.Kind.REMOVED, service.listen(), old.inForce(service.listen()), String.join("; ", lost)));
    }
  }
}
