/** VC Data Model 2.0 secured as {@code vc+jwt} (W3C VC-JOSE-COSE). */
@NullMarked
package id.signet.credential.format.jose;

import org.jspecify.annotations.NullMarked;
