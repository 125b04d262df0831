/** The checks of the pipeline, one class each. */
@NullMarked
package id.signet.credential.verify.checks;

import org.jspecify.annotations.NullMarked;
