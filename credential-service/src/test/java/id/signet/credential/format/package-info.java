@NullMarked
package id.signet.credential.format;

import org.jspecify.annotations.NullMarked;
