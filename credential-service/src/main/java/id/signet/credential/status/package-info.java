/** Status lists: who stands where in which list, what was changed, and the list as it is served. */
@NullMarked
package id.signet.credential.status;

import org.jspecify.annotations.NullMarked;
