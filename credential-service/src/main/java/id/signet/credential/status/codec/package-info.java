/** The two codecs of status lists: bits to text and back, strict and bounded. */
@NullMarked
package id.signet.credential.status.codec;

import org.jspecify.annotations.NullMarked;
