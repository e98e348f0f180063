package org.mailtrek.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The places where a service listens, as Kopano writes them since 8.5: {@code address:port}, an interface behind {@code %}, several between blanks.
 *
 * @param all in their order
 */
record ListenPlaces(List<Place> all) {

  /**
   * One place.
   *
   * @param address empty for all addresses; one of version six without its brackets
   * @param device the interface; empty for any
   * @param port empty where none is said
   */
  record Place(String address, String device, String port) {

    static Place parse(String text) {
      int close = text.startsWith("[") ? text.indexOf(']') : -1;
      int colon = text.indexOf(':', Math.max(close, 0));
      String port = colon < 0 ? "" : text.substring(colon + 1);
      String head = colon < 0 ? text : text.substring(0, colon);
      int percent = head.indexOf('%');
      String device = percent < 0 ? "" : head.substring(percent + 1).replace("]", "");
      String address = (percent < 0 ? head : head.substring(0, percent)).replace("[", "").replace("]", "");
      return new Place(address.equals("*") || address.equals("0.0.0.0") ? "" : address, device, port);
    }

    /** Returns the same where no interface can be said: the loopback by its address, any other by every address. */
    Place withoutDevice() {
      return device.isEmpty() ? this : new Place(device.equals("lo") && address.isEmpty() ? "127.0.0.1" : address, "", port);
    }

    @Override
    public String toString() {
      String plain = address.isEmpty() ? "*" : address.indexOf(':') >= 0 ? "[" + address + "]" : address;
      return plain + (device.isEmpty() ? "" : "%" + device) + ":" + port;
    }
  }

  static ListenPlaces parse(String value) {
    List<Place> places = new ArrayList<>();
    for (String each : value.split(" +")) {
      if (!each.isEmpty()) {
        places.add(Place.parse(each));
      }
    }
    return new ListenPlaces(places);
  }

  ListenPlaces withoutDevices() {
    return new ListenPlaces(all.stream().map(Place::withoutDevice).distinct().toList());
  }

  Optional<Place> first() {
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  boolean hasDevices() {
    return all.stream().anyMatch(each -> !each.device().isEmpty());
  }

  @Override
  public String toString() {
    return String.join(" ", all.stream().map(Place::toString).toList());
  }
}
