/** The one door out, against hosts that behave badly. */
@NullMarked
package id.signet.registry.net;

import org.jspecify.annotations.NullMarked;
