/** VC Data Model 2.0 secured by COSE_Sign1. */
@NullMarked
package id.signet.credential.format.cose;

import org.jspecify.annotations.NullMarked;
