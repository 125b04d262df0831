@NullMarked
package id.signet.credential.status;

import org.jspecify.annotations.NullMarked;
