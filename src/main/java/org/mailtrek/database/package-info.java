/**
 * The database of the mail server: its schema, and what would stop its upgrade.
 *
 * <p>Start at {@link org.mailtrek.database.DatabaseSteps}. Imports the engine and the floors below it, no other area.
 */
package org.mailtrek.database;
