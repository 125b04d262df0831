/** Credentials and presentations handed over by a link, encrypted under a key that stands in the link alone (docs/adr/0044). */
@NullMarked
package id.signet.credential.transport;

import org.jspecify.annotations.NullMarked;
