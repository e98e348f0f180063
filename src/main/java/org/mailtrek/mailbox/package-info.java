/**
 * Message stores: users, their folders and messages, as the servers of several makers and decades keep them; what is in them, and what of it another
 * store could not take.
 *
 * <p>Start at {@link org.mailtrek.mailbox.MailStore} and {@link org.mailtrek.mailbox.StoreSurvey}. Imports the engine and the floors below it, no
 * other area.
 */
package org.mailtrek.mailbox;
