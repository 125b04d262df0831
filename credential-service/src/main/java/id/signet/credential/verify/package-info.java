/** One pipeline of named checks, one report. */
@NullMarked
package id.signet.credential.verify;

import org.jspecify.annotations.NullMarked;
