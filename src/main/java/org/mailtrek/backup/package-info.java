/**
 * What is kept of an estate beside the journal, and how it comes back: configuration, directory, database, attachments.
 *
 * <p>Start at {@link org.mailtrek.backup.MakeBackup}. Every way back is made of ordinary changes, so that it is previewed
 * and can be taken back. Imports the engine and the floors below it.
 */
package org.mailtrek.backup;
