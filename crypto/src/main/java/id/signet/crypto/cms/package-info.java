/** X.509 certificates and detached CMS signatures (RFC 5652, RFC 5035), as signed papers carry them. */
@NullMarked
package id.signet.crypto.cms;

import org.jspecify.annotations.NullMarked;
