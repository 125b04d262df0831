/** Tests of the commands beside the service. */
@NullMarked
package id.signet.app.cli;

import org.jspecify.annotations.NullMarked;
