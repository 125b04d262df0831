/** Who may issue what: authorities and accreditations. */
@NullMarked
package id.signet.registry.issuer;

import org.jspecify.annotations.NullMarked;
