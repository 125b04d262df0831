@NullMarked
package id.signet.credential.format.dataintegrity;

import org.jspecify.annotations.NullMarked;
