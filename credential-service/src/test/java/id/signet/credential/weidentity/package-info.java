/** The services of WeIdentity's papers. */
@NullMarked
package id.signet.credential.weidentity;

import org.jspecify.annotations.NullMarked;
