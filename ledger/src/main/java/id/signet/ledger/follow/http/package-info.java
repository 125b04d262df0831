/** A followed log, read over HTTP. */
@NullMarked
package id.signet.ledger.follow.http;

import org.jspecify.annotations.NullMarked;
