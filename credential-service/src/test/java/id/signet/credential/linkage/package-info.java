@NullMarked
package id.signet.credential.linkage;

import org.jspecify.annotations.NullMarked;
