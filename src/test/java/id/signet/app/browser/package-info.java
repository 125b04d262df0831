/** What people do with their browsers, in a real one where the machine has it. */
@NullMarked
package id.signet.app.browser;

import org.jspecify.annotations.NullMarked;
