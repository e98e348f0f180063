/**
 * Configuration files of Zarafa and Kopano: read without loss, taken over from release to release, judged as the daemons would.
 *
 * <p>Start at {@link org.mailtrek.config.ConfigFile} for one file, {@link org.mailtrek.config.Catalogue} for what a release knows.
 * Texts of files hold one character a byte (ISO 8859-1), so that any byte survives. Imports {@code engine}, {@code engine.change},
 * {@code estate} and {@code host} only.
 */
package org.mailtrek.config;
