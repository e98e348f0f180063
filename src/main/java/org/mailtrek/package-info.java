/** The program's entry: {@code Main} parses, wires and runs. Nothing else lives here. */
package org.mailtrek;
