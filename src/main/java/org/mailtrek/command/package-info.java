/**
 * The commands, one class each: options in, one call, one result out. Nothing here knows a terminal or prints.
 *
 * <p>Start at {@link org.mailtrek.command.Command} and {@link org.mailtrek.command.Catalogue}, which names them all and loads a command's
 * class when it is used. {@link org.mailtrek.command.Tokenizer} is the language of a line. Imports everything but {@code shell}.
 */
package org.mailtrek.command;
