/** Tenants and API keys in the database. */
@NullMarked
package id.signet.app.access.jdbc;

import org.jspecify.annotations.NullMarked;
