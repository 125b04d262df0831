/** Brings what a deployment of WeIdentity exported into a running service, row by row, through its own doors. */
@NullMarked
package id.signet.app.migrate;

import org.jspecify.annotations.NullMarked;
