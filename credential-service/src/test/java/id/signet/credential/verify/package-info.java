@NullMarked
package id.signet.credential.verify;

import org.jspecify.annotations.NullMarked;
