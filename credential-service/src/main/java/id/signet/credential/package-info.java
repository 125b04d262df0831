@NullMarked
package id.signet.credential;

import org.jspecify.annotations.NullMarked;
