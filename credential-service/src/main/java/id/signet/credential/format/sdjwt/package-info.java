/** SD-JWT (RFC 9901) and the credentials made of it, {@code dc+sd-jwt}. */
@NullMarked
package id.signet.credential.format.sdjwt;

import org.jspecify.annotations.NullMarked;
