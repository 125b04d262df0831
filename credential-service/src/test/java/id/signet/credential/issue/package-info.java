@NullMarked
package id.signet.credential.issue;

import org.jspecify.annotations.NullMarked;
