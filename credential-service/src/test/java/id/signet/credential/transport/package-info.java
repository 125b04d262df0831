/** What is handed over is read by whom it is for, and as often as it may be. */
@NullMarked
package id.signet.credential.transport;

import org.jspecify.annotations.NullMarked;
