/** The public log as files that any web server can serve (C2SP tlog-tiles), written and read back. */
@NullMarked
package id.signet.ledger.files;

import org.jspecify.annotations.NullMarked;
