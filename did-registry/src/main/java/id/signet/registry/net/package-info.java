/** The one door out to addresses that strangers name (docs/adr/0022-outbound-http.md). */
@NullMarked
package id.signet.registry.net;

import org.jspecify.annotations.NullMarked;
