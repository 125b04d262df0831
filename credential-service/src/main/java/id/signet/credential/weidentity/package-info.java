/** What WeIdentity's services do with credentials, by the pipelines of this service: no HTTP, and none of its error numbers. */
@NullMarked
package id.signet.credential.weidentity;

import org.jspecify.annotations.NullMarked;
