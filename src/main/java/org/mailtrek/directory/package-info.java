/**
 * The LDAP directory: which names move from the Zarafa to the Kopano schema, what that means for one entry, and the steps that do it to a
 * whole directory or an LDIF file.
 *
 * <p>Start at {@code DirectorySteps} for the acts, at {@code EntryPlanner} for the rules.
 * Imports {@code engine}, {@code engine.change}, {@code estate} and {@code host} only; no other area.
 */
package org.mailtrek.directory;
