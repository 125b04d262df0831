/** What passes the door for ASN.1, and signatures of documents. */
@NullMarked
package id.signet.crypto.cms;

import org.jspecify.annotations.NullMarked;
