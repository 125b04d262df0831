/** Credentials of WeIdentity, as its SDK 1.x and 3.x made them: read and verified. */
@NullMarked
package id.signet.credential.format.weidentity;

import org.jspecify.annotations.NullMarked;
