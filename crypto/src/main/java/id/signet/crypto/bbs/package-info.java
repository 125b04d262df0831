/** BBS signatures and proofs over BLS12-381 (draft-irtf-cfrg-bbs-signatures). */
@NullMarked
package id.signet.crypto.bbs;

import org.jspecify.annotations.NullMarked;
