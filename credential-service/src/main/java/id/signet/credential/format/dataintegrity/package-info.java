/** VC Data Model 2.0 secured by Data Integrity proofs of the JCS and RDFC suites. */
@NullMarked
package id.signet.credential.format.dataintegrity;

import org.jspecify.annotations.NullMarked;
