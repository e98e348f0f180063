/**
 * Oracle Messaging Server (iPlanet, Sun): what is installed, which upgrades it allows, and the files of its silent installer.
 *
 * <p>Start at {@link org.mailtrek.oracle.Installation} and {@link org.mailtrek.oracle.UpgradePath}. May import {@code engine}, {@code estate} and {@code host},
 * no other area.
 */
package org.mailtrek.oracle;
