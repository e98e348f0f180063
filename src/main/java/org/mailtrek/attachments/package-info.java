/**
 * The attachment store: where an attachment lies, what is there, what is missing, and its move.
 *
 * <p>Start at {@link org.mailtrek.attachments.Layout} and {@link org.mailtrek.attachments.AttachmentSurvey}. Imports the engine and the
 * floors below it, no other area.
 */
package org.mailtrek.attachments;
