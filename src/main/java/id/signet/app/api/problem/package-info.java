/** The one place where refusals and faults become RFC 9457 problems. */
@NullMarked
package id.signet.app.api.problem;

import org.jspecify.annotations.NullMarked;
