/**
 * Message stores: users, their folders and messages, as the servers of several makers and decades keep them; what is in them, what of it another
 * store could not take, and how it gets there.
 *
 * <p>Start at {@link org.mailtrek.mailbox.MailStore}, {@link org.mailtrek.mailbox.StoreSurvey} and {@link org.mailtrek.mailbox.MailMove}. Imports the engine and the floors below it, no
 * other area.
 */
package org.mailtrek.mailbox;
