@NullMarked
package id.signet.credential.policy;

import org.jspecify.annotations.NullMarked;
