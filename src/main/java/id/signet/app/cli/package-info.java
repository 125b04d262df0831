/** Commands that run instead of the service, from the same jar. */
@NullMarked
package id.signet.app.cli;

import org.jspecify.annotations.NullMarked;
