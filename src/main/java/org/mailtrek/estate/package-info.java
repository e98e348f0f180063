/**
 * The estate: what {@code estate.yaml} declares, opened into ports.
 *
 * <p>Start at {@link org.mailtrek.estate.Estate}; {@code EstateFile} reads the declaration, {@code OpenedEstate} opens it. Imports {@code host} only.
 */
package org.mailtrek.estate;
