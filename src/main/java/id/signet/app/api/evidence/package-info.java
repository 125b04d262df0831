/** The door for evidence: deposits, what is said of them later, cases, and the look-up. */
@NullMarked
package id.signet.app.api.evidence;

import org.jspecify.annotations.NullMarked;
