@NullMarked
package id.signet.credential.status.codec;

import org.jspecify.annotations.NullMarked;
