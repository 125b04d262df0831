@NullMarked
package id.signet.credential.format.sdjwt;

import org.jspecify.annotations.NullMarked;
