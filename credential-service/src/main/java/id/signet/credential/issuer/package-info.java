/** Who may sign in an issuer's name on this node, and when nobody may any more. */
@NullMarked
package id.signet.credential.issuer;

import org.jspecify.annotations.NullMarked;
