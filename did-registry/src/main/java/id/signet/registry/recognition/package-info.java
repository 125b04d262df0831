/** What WeIdentity calls authority issuers and issuer types, over the accreditations of the trust registry. */
@NullMarked
package id.signet.registry.recognition;

import org.jspecify.annotations.NullMarked;
