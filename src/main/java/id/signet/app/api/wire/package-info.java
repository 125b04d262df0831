/** The strict edge of the HTTP doors: request grammar, body limits, member lists, answers. */
@NullMarked
package id.signet.app.api.wire;

import org.jspecify.annotations.NullMarked;
