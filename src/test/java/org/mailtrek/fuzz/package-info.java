/** Feeds parsers with what nobody writes: start at {@link org.mailtrek.fuzz.Fuzzing}. */
package org.mailtrek.fuzz;
