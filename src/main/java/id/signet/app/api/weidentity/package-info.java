/** The door for clients of WeIdentity-Rest-Service: its envelope, its functions by name, its codes. */
@NullMarked
package id.signet.app.api.weidentity;

import org.jspecify.annotations.NullMarked;
