/** Hash functions. */
@NullMarked
package id.signet.crypto.bbs;

import org.jspecify.annotations.NullMarked;
