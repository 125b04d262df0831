/** How the registries' rows lie in the database. */
@NullMarked
package id.signet.registry.jdbc;

import org.jspecify.annotations.NullMarked;
