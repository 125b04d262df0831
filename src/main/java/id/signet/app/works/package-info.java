/** Contents of deposited works, for depositors who want them kept. */
@NullMarked
package id.signet.app.works;

import org.jspecify.annotations.NullMarked;
