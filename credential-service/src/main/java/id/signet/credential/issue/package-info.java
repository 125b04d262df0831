/** Issuing a credential: its commitment is logged first, then exactly the logged input is signed. */
@NullMarked
package id.signet.credential.issue;

import org.jspecify.annotations.NullMarked;
