/** What a verifier asks to see, and what it need not see: policies of disclosure that anybody can read. */
@NullMarked
package id.signet.registry.policy;

import org.jspecify.annotations.NullMarked;
