@NullMarked
package id.signet.crypto;

import org.jspecify.annotations.NullMarked;
