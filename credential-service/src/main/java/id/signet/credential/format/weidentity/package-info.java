/** Papers of WeIdentity: read and verified as its SDK 1.x and 3.x made them, and issued as its SDK 3.x reads them. */
@NullMarked
package id.signet.credential.format.weidentity;

import org.jspecify.annotations.NullMarked;
