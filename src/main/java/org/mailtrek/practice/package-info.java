/**
 * Made-up estates, complete and offline, on which everything works for real inside one folder.
 *
 * <p>Start at {@link org.mailtrek.practice.Practice}, which makes one, {@link org.mailtrek.practice.PracticeMachines}, which brings it to life, and {@link org.mailtrek.practice.PracticeServers}, which keeps its LDAP
 * server and its database running. Zarafa's and Kopano's own programs are played by stand-ins. May import the areas, {@code engine},
 * {@code estate} and {@code host}.
 */
package org.mailtrek.practice;
