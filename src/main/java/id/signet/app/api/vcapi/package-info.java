/** The verifier of W3C VCALM. */
@NullMarked
package id.signet.app.api.vcapi;

import org.jspecify.annotations.NullMarked;
