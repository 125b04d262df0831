/**
 * The common calls of WeIdentity's Java SDK, under its names, over the {@code /weid/api} door of a Signet. Private keys stay in
 * the service: where the SDK takes a key, these calls take the DID whose key is kept there.
 */
@NullMarked
package id.signet.client.weidentity;

import org.jspecify.annotations.NullMarked;
