package org.mailtrek.practice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Everybody and everything that the directory and the database of a practice estate name; the same for the same seed. */
record Population(List<Person> people, List<Group> groups, List<Contact> contacts, List<Filtered> addressLists, List<Filtered> dynamicGroups, List<String> companies) {

  static final String BASE = "dc=example,dc=com";
  static final String DOMAIN = "example.com";

  private static final List<String> GIVEN =
      List.of(
          "Anna", "Jürgen", "Zoë", "Łukasz", "Søren", "María", "Pieter", "Fatima", "Olga", "Renée", "Tom", "Ingrid", "Ahmed", "Chloé", "Jan",
          "Eva", "Björn", "Sofie", "Luca", "Hanna", "Dirk", "Noor", "Ömer", "Paula", "Wim", "Grete", "Karel", "Lotte", "Mila", "Sven");
  private static final List<String> FAMILY =
      List.of(
          "de Vries", "Müller", "Jansen", "Kowalski", "Østergaard", "García", "Bakker", "Schröder", "van den Berg", "Novák", "Visser", "Weiß",
          "Smit", "Meijer", "Lindström", "Peeters", "Dubois", "Koch", "Mulder", "O'Brien", "Dekker", "Brouwer", "Æbelø", "Fischer", "Wagner",
          "Hendriks", "Groß", "Kuiper", "Vermeulen", "Hansen");
  private static final List<String> SHARED =
      List.of("Meeting room Rotterdam", "Meeting room Köln", "Beamer", "Company car", "Info", "Sales desk");
  private static final List<String> COMPANIES = List.of("Noord", "Zuid", "Weiß & Söhne");
  /** Above this are the numbers of contacts, unless people need them. */
  private static final int CONTACTS = 9000;
  private static final String PEOPLE = "ou=People";
  private static final List<String> DEPARTMENTS = List.of("management", "sales", "support", "finance", "engineering", "logistics");

  Population {
    people = List.copyOf(people);
    groups = List.copyOf(groups);
    contacts = List.copyOf(contacts);
    addressLists = List.copyOf(addressLists);
    dynamicGroups = List.copyOf(dynamicGroups);
    companies = List.copyOf(companies);
  }

  /** Makes up a population with this many mailboxes; where companies share the servers, everybody is below the entry of his. */
  static Population of(EstateKind kind, int users, long seed) {
    List<String> companies = kind.several() ? COMPANIES : List.of();
    Random random = new Random(seed);
    List<Person> people = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    int shared = Math.min(SHARED.size(), users / 10);
    for (int number = 1; number <= users; number++) {
      people.add(number > users - shared ? shared(number, SHARED.get(users - number)).in(unit(companies, number)) : person(number, random, taken).in(unit(companies, number)));
    }
    return new Population(people, groups(people), contacts(Math.max(2, users / 20), Math.max(CONTACTS, Person.NUMBERS + users), random), lists(), dynamic(), companies);
  }

  /** Companies have people on every server, so they are not dealt out as homes are. */
  private static String unit(List<String> companies, int number) {
    return companies.isEmpty() ? PEOPLE : "ou=" + companies.get((number - 1) / companies.size() % companies.size());
  }

  /** Makes somebody up whose login nobody has, and nobody's entry either where it is named by the full name. */
  private static Person person(int number, Random random, Set<String> taken) {
    String given = GIVEN.get(random.nextInt(GIVEN.size()));
    String family = FAMILY.get(random.nextInt(FAMILY.size()));
    while (Person.namedInFull(number) && !taken.add(family + ", " + given)) {
      given = GIVEN.get(random.nextInt(GIVEN.size()));
      family = FAMILY.get(random.nextInt(FAMILY.size()));
    }
    String login = ascii(given.substring(0, 1) + family);
    String unique = login;
    for (int count = 2; !taken.add(unique); count++) {
      unique = login + count;
    }
    List<String> aliases = new ArrayList<>();
    if (number % 3 == 0) {
      aliases.add(ascii(given) + "." + ascii(family) + number + "@" + DOMAIN);
    }
    if (number % 12 == 0) {
      aliases.add(unique + "@example.net");
      aliases.add(unique + "@example.org");
    }
    Person.Kind kind = number == 1 ? Person.Kind.ADMINISTRATOR : Person.Kind.PERSON;
    return new Person(number, unique, given, family, aliases, PEOPLE, random.nextInt(DEPARTMENTS.size()), kind);
  }

  private static Person shared(int number, String name) {
    return new Person(number, ascii(name), "", name, List.of(), PEOPLE, 0, Person.Kind.SHARED);
  }

  private static List<Group> groups(List<Person> people) {
    List<Group> groups = new ArrayList<>();
    for (int number = 0; number < DEPARTMENTS.size(); number++) {
      int department = number;
      List<String> members = people.stream().filter(person -> person.department() == department).map(Person::login).toList();
      groups.add(new Group(500 + number, DEPARTMENTS.get(number), number % 2 == 0, members));
    }
    groups.add(new Group(590, "crème de la crème", false, people.stream().limit(5).map(Person::login).toList()));
    return groups;
  }

  private static List<Contact> contacts(int count, int above, Random random) {
    List<Contact> contacts = new ArrayList<>();
    for (int number = 1; number <= count; number++) {
      contacts.add(new Contact(above + number, GIVEN.get(random.nextInt(GIVEN.size())), FAMILY.get(random.nextInt(FAMILY.size())) + " " + number));
    }
    return contacts;
  }

  private static List<Filtered> lists() {
    return List.of(
        new Filtered("Everybody with a mailbox", "(&(objectClass=zarafa-user)(zarafaAccount=1))"),
        new Filtered("Shared stores", "(&(objectClass=zarafa-user)(zarafaSharedStoreOnly=1))"),
        new Filtered("Außendienst", "(&(objectClass=zarafa-user)(departmentNumber=1)(!(zarafaHidden=1)))"));
  }

  private static List<Filtered> dynamic() {
    return List.of(
        new Filtered("All of support", "(&(objectClass=zarafa-user)(departmentNumber=2))"),
        new Filtered("Administrators", "(&(objectClass=zarafa-user)(zarafaAdmin=1))"),
        new Filtered("People with aliases", "(&(objectClass=posixAccount)(zarafaAliases=*))"));
  }

  private static String ascii(String text) {
    String plain = text.replace("ß", "ss").replace("ø", "o").replace("Ø", "O").replace("Ł", "L").replace("ł", "l").replace("Æ", "Ae");
    return java.text.Normalizer.normalize(plain, java.text.Normalizer.Form.NFD).replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
  }

  /**
   * A group with members.
   *
   * @param gidNumber its number
   * @param name its name
   * @param security whether rights can be given to it
   * @param members login names
   */
  record Group(int gidNumber, String name, boolean security, List<String> members) {
    Group {
      members = List.copyOf(members);
    }
  }

  /**
   * Somebody outside, with an address but no mailbox.
   *
   * @param uidNumber its number
   * @param givenName given name
   * @param surname family name
   */
  record Contact(int uidNumber, String givenName, String surname) {}

  /**
   * An address list or a dynamic group: a name and a stored filter.
   *
   * @param name its name
   * @param filter an LDAP filter
   */
  record Filtered(String name, String filter) {}
}
