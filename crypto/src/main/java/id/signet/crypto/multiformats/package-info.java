/** Self-describing encodings of W3C Controlled Identifiers 1.0 §2.2 to §2.5: multibase, multihash, Multikey. */
@NullMarked
package id.signet.crypto.multiformats;

import org.jspecify.annotations.NullMarked;
