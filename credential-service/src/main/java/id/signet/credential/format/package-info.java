/** How credentials are secured: one {@link id.signet.credential.format.CredentialFormat} each, blind to each other. */
@NullMarked
package id.signet.credential.format;

import org.jspecify.annotations.NullMarked;
