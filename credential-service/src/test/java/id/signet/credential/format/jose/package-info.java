@NullMarked
package id.signet.credential.format.jose;

import org.jspecify.annotations.NullMarked;
