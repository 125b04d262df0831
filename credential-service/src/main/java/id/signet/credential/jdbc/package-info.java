/** The tables of issued credentials and their status. */
@NullMarked
package id.signet.credential.jdbc;

import org.jspecify.annotations.NullMarked;
